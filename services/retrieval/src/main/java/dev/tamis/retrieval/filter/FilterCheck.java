package dev.tamis.retrieval.filter;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.Texts;
import dev.tamis.common.contract.collection.AttributeType;
import dev.tamis.retrieval.problem.RetrievalRefusal.AttributeTypeMismatch;
import dev.tamis.retrieval.problem.RetrievalRefusal.InvalidFields;
import dev.tamis.retrieval.problem.RetrievalRefusal.UnknownAttribute;
import dev.tamis.support.problem.RefusedException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One check of one filter.
final class FilterCheck {

    /// Most values that a filter may compare with, so that a query stays a query.
    private static final int MAX_VALUES = 10_000;
    /// Most conditions of a filter.
    private static final int MAX_CONDITIONS = 100;
    /// How deep filters may lie in another.
    private static final int MAX_DEPTH = 20;

    private static final String POINTER = "#/filter";

    private final String collection;
    private final Map<String, AttributeType> types;
    private int conditions;
    private int values;

    FilterCheck(String collection, Map<String, AttributeType> types) {
        this.collection = collection;
        this.types = types;
    }

    void check(Filter filter) {
        check(POINTER, filter, 0);
    }

    private void check(String pointer, Filter filter, int depth) {
        conditions++;
        require(conditions <= MAX_CONDITIONS, pointer, "has more than %d conditions".formatted(MAX_CONDITIONS));
        require(depth <= MAX_DEPTH, pointer, "lies within more than %d other filters".formatted(MAX_DEPTH));
        switch (filter) {
            case Filter.All(List<Filter> all) -> checkEach(pointer + "/all/", all, depth);
            case Filter.Any(List<Filter> any) -> checkEach(pointer + "/any/", any, depth);
            case Filter.Not(Filter part) -> check(pointer + "/not", part, depth + 1);
            case Filter.Equal equal -> checkValue(pointer + "/equals", equal.attribute(), equal.equals());
            case Filter.In in -> {
                for (int i = 0; i < in.in().size(); i++) {
                    checkValue(pointer + "/in/" + i, in.attribute(), in.in().get(i));
                }
            }
            case Filter.Range range -> {
                checkValue(pointer + "/gt", range.attribute(), range.gt());
                checkValue(pointer + "/gte", range.attribute(), range.gte());
                checkValue(pointer + "/lt", range.attribute(), range.lt());
                checkValue(pointer + "/lte", range.attribute(), range.lte());
            }
            case Filter.Exists exists -> typeOf(exists.attribute());
            case Filter.Prefix prefix -> checkValue(pointer + "/prefix", prefix.attribute(), prefix.prefix());
            case Filter.GeoRadius circle -> checkType(pointer + "/near", circle.attribute(), AttributeType.GEO);
        }
    }

    private void checkEach(String pointer, List<Filter> filters, int depth) {
        for (int i = 0; i < filters.size(); i++) {
            check(pointer + i, filters.get(i), depth + 1);
        }
    }

    private void checkValue(String pointer, String attribute, @Nullable Object value) {
        if (value == null) {
            return;
        }
        checkType(pointer, attribute, typeOfValue(value));
        String violation = value instanceof String text ? Texts.violation(text) : null;
        require(violation == null, pointer, String.valueOf(violation));
        values++;
        require(values <= MAX_VALUES, pointer, "is one of more than %,d values".formatted(MAX_VALUES));
    }

    private void checkType(String pointer, String attribute, AttributeType compared) {
        AttributeType type = typeOf(attribute);
        if (compared != type) {
            throw new RefusedException(new AttributeTypeMismatch(
                    pointer,
                    "is a %s, but attribute '%s' of collection '%s' is a %s%s"
                            .formatted(
                                    compared.words(),
                                    attribute,
                                    collection,
                                    type.words(),
                                    type == AttributeType.GEO ? "; ask for it by near and within, or by exists" : "")));
        }
    }

    private AttributeType typeOf(String attribute) {
        AttributeType type = types.get(attribute);
        if (type == null) {
            throw new RefusedException(
                    new UnknownAttribute(POINTER, collection, attribute, List.copyOf(types.keySet())));
        }
        return type;
    }

    private static void require(boolean holds, String pointer, String otherwise) {
        if (!holds) {
            throw new RefusedException(InvalidFields.of(pointer, otherwise));
        }
    }

    private static AttributeType typeOfValue(Object value) {
        return switch (value) {
            case String ignored -> AttributeType.STRING;
            case Boolean ignored -> AttributeType.BOOLEAN;
            default -> AttributeType.NUMBER;
        };
    }
}
