package dev.tamis.retrieval.index.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.GeoPoint;
import dev.tamis.common.contract.search.FacetValue;
import dev.tamis.retrieval.filter.PlainFilter;
import dev.tamis.retrieval.filter.RandomFilters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds both forms of attributes against the plain meaning of filters and counts, over random items.
class AttributesMeaningTest {

    private static final List<String> NAMES = List.of("word", "number", "flag", "place", "absent");

    private final long seed = Long.getLong("dev.tamis.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final RandomFilters any = new RandomFilters(random);

    @Test
    void filtersPassWhatTheirPlainMeaningPasses() {
        for (int round = 0; round < 60; round++) {
            List<Map<String, Object>> items = items(random.nextInt(400));
            List<Attributes> forms = List.of(open(items), sealed(items));
            for (int each = 0; each < 100; each++) {
                Filter filter = any.filter(3);
                int count = random.nextBoolean() ? items.size() : random.nextInt(items.size() + 1);
                for (Attributes form : forms) {
                    assertThat(form.matching(filter, count))
                            .as("%s of %d items, %s, seed %d", filter, count, form.getClass(), seed)
                            .isEqualTo(plain(items.subList(0, count), filter));
                }
            }
        }
    }

    @Test
    void valuesOfAnotherTypeDoNotMatch() {
        List<Object> values = List.of("1", 1, true, Map.of("lat", 1, "lon", 1), "true", 0, false, "");
        List<Map<String, Object>> items = Stream.concat(
                        values.stream(), Stream.generate(() -> someOf(values)).limit(200))
                .map(value -> Map.of("mixed", value))
                .toList();
        List<Filter> filters = List.of(
                new Filter.Equal("mixed", 1),
                new Filter.Equal("mixed", "1"),
                new Filter.Equal("mixed", true),
                new Filter.In("mixed", List.of("true", 0, false)),
                new Filter.Range("mixed", null, 0, null, null),
                new Filter.Range("mixed", null, "", null, null),
                new Filter.Range("mixed", 0, null, "2", null),
                new Filter.Prefix("mixed", ""),
                new Filter.GeoRadius("mixed", new GeoPoint(1, 1), 1),
                new Filter.Exists("mixed", true));
        for (Filter filter : filters) {
            for (Attributes form : List.of(open(items), sealed(items))) {
                assertThat(form.matching(filter, items.size()))
                        .as("%s, %s, seed %d", filter, form.getClass(), seed)
                        .isEqualTo(plain(items, filter));
            }
        }
    }

    @Test
    void countsEachItemOncePerValueOverSeveralSources() {
        for (int round = 0; round < 60; round++) {
            var passing = new ArrayList<Map<String, Object>>();
            Map<String, FacetCounter> counters = new LinkedHashMap<>();
            NAMES.forEach(name -> counters.put(name, new FacetCounter()));
            for (int source = random.nextInt(4); source >= 0; source--) {
                List<Map<String, Object>> items = items(random.nextInt(300));
                int count = random.nextInt(items.size() + 1);
                Filter filter = any.filter(1);
                Attributes form = random.nextBoolean() ? open(items) : sealed(items);
                long[] among = form.matching(filter, items.size());
                counters.forEach((name, counter) -> form.count(name, among, count, counter));
                items.stream()
                        .limit(count)
                        .filter(item -> PlainFilter.passes(item, filter))
                        .forEach(passing::add);
            }
            int limit = 1 + random.nextInt(FacetValue.MAX_VALUES);
            counters.forEach((name, counter) -> assertThat(counter.top(limit))
                    .as("%s, seed %d", name, seed)
                    .isEqualTo(plainCounts(name, passing, limit)));
        }
    }

    @Test
    void rowsReadBackAsTheyWereThroughMergesToo() {
        for (int round = 0; round < 30; round++) {
            List<Map<String, Object>> items = items(random.nextInt(300));
            List<Map<String, Object>> expected =
                    items.stream().map(Values::ofRow).toList();

            Attributes open = open(items);
            Attributes sealed = sealed(rows(open));
            Attributes merged = sealed(rows(sealed));

            for (Attributes form : List.of(open, sealed, merged)) {
                assertThat(rows(form)).as("%s, seed %d", form.getClass(), seed).isEqualTo(expected);
            }
        }
    }

    private List<Map<String, Object>> items(int count) {
        return Stream.generate(any::attributes).limit(count).toList();
    }

    private Object someOf(List<Object> values) {
        return random.ints(random.nextInt(3), 0, values.size())
                .mapToObj(values::get)
                .toList();
    }

    private static List<Map<String, Object>> rows(Attributes attributes) {
        return Stream.iterate(0, ordinal -> ordinal < attributes.size(), ordinal -> ordinal + 1)
                .map(attributes::of)
                .toList();
    }

    private static Attributes open(List<Map<String, Object>> items) {
        var open = new OpenAttributes();
        items.forEach(open::append);
        return open;
    }

    private static Attributes sealed(List<Map<String, Object>> items) {
        return Sealing.sealed(items);
    }

    private static long[] plain(List<Map<String, Object>> items, Filter filter) {
        long[] bits = Bits.none(items.size());
        for (int i = 0; i < items.size(); i++) {
            if (PlainFilter.passes(items.get(i), filter)) {
                Bits.set(bits, i);
            }
        }
        return bits;
    }

    private static List<FacetValue> plainCounts(String name, List<Map<String, Object>> items, int limit) {
        var counts = new TreeMap<Object, Long>(Values.ORDER);
        for (Map<String, Object> item : items) {
            Object value = item.getOrDefault(name, List.of());
            List<?> values = value instanceof List<?> list ? list : List.of(value);
            values.stream()
                    .map(Values::of)
                    .filter(each -> !(each instanceof GeoPoint))
                    .distinct()
                    .forEach(each -> counts.merge(each, 1L, Long::sum));
        }
        return counts.entrySet().stream()
                .map(entry -> new FacetValue(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(FacetValue::count).reversed())
                .limit(limit)
                .toList();
    }
}
