package dev.tamis.retrieval.lexical;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.Filter.All;
import dev.tamis.common.contract.Filter.Any;
import dev.tamis.common.contract.Filter.Equal;
import dev.tamis.common.contract.Filter.Exists;
import dev.tamis.common.contract.Filter.GeoRadius;
import dev.tamis.common.contract.Filter.In;
import dev.tamis.common.contract.Filter.Not;
import dev.tamis.common.contract.Filter.Prefix;
import dev.tamis.common.contract.Filter.Range;
import dev.tamis.common.contract.GeoPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Filters as Lucene queries over [AttributeFields]. They hold where the SQL of the same filter holds: values of one
/// type are compared, numbers as float64 and strings by code point, which is the order of their UTF-8 bytes. Only geo
/// points that lie within 1 cm of the edge of a circle may fall on the other side of it.
final class FilterQueries {

    private FilterQueries() {}

    static Query of(Filter filter) {
        return switch (filter) {
            case All(List<Filter> parts) -> all(parts);
            case Any(List<Filter> parts) -> any(parts);
            case Not(Filter part) -> not(of(part));
            case Equal(String attribute, Object value) -> equal(attribute, value);
            case In(String attribute, List<Object> values) -> in(attribute, values);
            case Range range -> range(range);
            case Exists(String attribute, boolean exists) -> {
                Query there = new TermQuery(new Term(AttributeFields.NAMES, attribute));
                yield exists ? there : not(there);
            }
            case Prefix(String attribute, String prefix) ->
                new PrefixQuery(new Term(AttributeFields.strings(attribute), prefix));
            case GeoRadius(String attribute, GeoPoint near, double metres) ->
                LatLonPoint.newDistanceQuery(AttributeFields.points(attribute), near.lat(), near.lon(), metres);
        };
    }

    /// How many of Lucene's limited number of clauses the query of a filter takes, at most.
    static int clauses(Filter filter) {
        return switch (filter) {
            case All(List<Filter> parts) ->
                1 + parts.stream().mapToInt(FilterQueries::clauses).sum();
            case Any(List<Filter> parts) ->
                1 + parts.stream().mapToInt(FilterQueries::clauses).sum();
            case Not(Filter part) -> 2 + clauses(part);
            case In in -> Math.min(4, 1 + in.in().size());
            case Exists exists -> 3;
            case Equal equal -> 1;
            case Range range -> 1;
            case Prefix prefix -> 1;
            case GeoRadius circle -> 1;
        };
    }

    private static Query all(List<Filter> parts) {
        if (parts.isEmpty()) {
            return MatchAllDocsQuery.INSTANCE;
        }
        var every = new BooleanQuery.Builder();
        parts.forEach(part -> every.add(of(part), Occur.FILTER));
        return every.build();
    }

    private static Query any(List<Filter> parts) {
        if (parts.isEmpty()) {
            return new MatchNoDocsQuery("none of no filters holds");
        }
        var some = new BooleanQuery.Builder();
        parts.forEach(part -> some.add(of(part), Occur.SHOULD));
        return some.build();
    }

    private static Query not(Query query) {
        return new BooleanQuery.Builder()
                .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
                .add(query, Occur.MUST_NOT)
                .build();
    }

    private static Query equal(String attribute, Object value) {
        return switch (value) {
            case String string -> new TermQuery(new Term(AttributeFields.strings(attribute), string));
            case Boolean flag -> new TermQuery(new Term(AttributeFields.booleans(attribute), flag.toString()));
            case Number number ->
                DoublePoint.newExactQuery(AttributeFields.numbers(attribute), AttributeFields.float64(number));
            default -> throw new IllegalArgumentException("no value of a filter: " + value);
        };
    }

    private static Query in(String attribute, List<Object> values) {
        var strings = new ArrayList<BytesRef>();
        var numbers = new ArrayList<Double>();
        var any = new BooleanQuery.Builder();
        for (Object value : values) {
            switch (value) {
                case String string -> strings.add(new BytesRef(string));
                case Number number -> numbers.add(AttributeFields.float64(number));
                default -> any.add(equal(attribute, value), Occur.SHOULD);
            }
        }
        if (!strings.isEmpty()) {
            any.add(new TermInSetQuery(AttributeFields.strings(attribute), strings), Occur.SHOULD);
        }
        if (!numbers.isEmpty()) {
            any.add(DoublePoint.newSetQuery(AttributeFields.numbers(attribute), numbers), Occur.SHOULD);
        }
        return any.build();
    }

    private static Query range(Range range) {
        List<Object> bounds = Stream.of(range.gt(), range.gte(), range.lt(), range.lte())
                .filter(Objects::nonNull)
                .toList();
        if (bounds.stream().allMatch(Number.class::isInstance)) {
            return numbers(range);
        }
        if (bounds.stream().allMatch(String.class::isInstance)) {
            return strings(range);
        }
        return new MatchNoDocsQuery("no value is both above a number and below a string");
    }

    /// One value must lie within all bounds, so they become one interval.
    private static Query numbers(Range range) {
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        if (range.gte() instanceof Number bound) {
            low = AttributeFields.float64(bound);
        }
        if (range.gt() instanceof Number bound) {
            low = Math.max(low, Math.nextUp(AttributeFields.float64(bound)));
        }
        if (range.lte() instanceof Number bound) {
            high = AttributeFields.float64(bound);
        }
        if (range.lt() instanceof Number bound) {
            high = Math.min(high, Math.nextDown(AttributeFields.float64(bound)));
        }
        return low > high
                ? new MatchNoDocsQuery("no number lies in an empty interval")
                : DoublePoint.newRangeQuery(AttributeFields.numbers(range.attribute()), low, high);
    }

    /// Likewise: the higher of the lower bounds, the lower of the upper ones.
    private static Query strings(Range range) {
        BytesRef gt = bytes(range.gt());
        BytesRef gte = bytes(range.gte());
        BytesRef lt = bytes(range.lt());
        BytesRef lte = bytes(range.lte());
        boolean fromGte = gt == null || (gte != null && gte.compareTo(gt) > 0);
        boolean toLte = lt == null || (lte != null && lte.compareTo(lt) < 0);
        return new TermRangeQuery(
                AttributeFields.strings(range.attribute()), fromGte ? gte : gt, toLte ? lte : lt, fromGte, toLte);
    }

    private static @Nullable BytesRef bytes(@Nullable Object bound) {
        return bound instanceof String string ? new BytesRef(string) : null;
    }
}
