package dev.tamis.retrieval.filter;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.GeoPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Items with attributes of every type, present or not, single or several, and filters over them of every form. Values
/// are few, so that much is equal and many bounds are met exactly.
public final class RandomFilters {

    /// Among them what UTF-16 and code points order differently, and prefixes of others.
    private static final List<String> WORDS = List.of(
            "", "a", "ab", "abc", "abd", "b", "B", "ä", "a\"b\\c", "%_", "\uFFFD", "\uFFFDx", "😀", "😀a", "𝒳");

    private static final List<Double> NUMBERS =
            List.of(0.0, -0.0, 1.0, -1.0, 0.1, 2.5, 10.0, 99.99, 1e6, 9_007_199_254_740_992.0, -1e300, 1e-300);

    private final RandomGenerator random;
    private final List<GeoPoint> places = new ArrayList<>();

    public RandomFilters(RandomGenerator random) {
        this.random = random;
        Stream.of(0, 90, -90).forEach(lat -> places.add(new GeoPoint(lat, 0)));
        Stream.of(180, -180, 179.999).forEach(lon -> places.add(new GeoPoint(0, lon.doubleValue())));
        places.add(new GeoPoint(1e-300, -1e-300));
        while (places.size() < 30) {
            places.add(new GeoPoint(random.nextDouble(-90, 90), random.nextDouble(-180, 180)));
            places.add(new GeoPoint(random.nextDouble(52.3, 52.7), random.nextDouble(13.2, 13.6)));
        }
    }

    /// What a valid item may have as `attributes`, as JSON is read.
    public Map<String, Object> attributes() {
        var attributes = new LinkedHashMap<String, Object>();
        add(attributes, "word", () -> pick(WORDS));
        add(attributes, "number", () -> pick(NUMBERS));
        add(attributes, "flag", random::nextBoolean);
        add(attributes, "place", () -> {
            GeoPoint point = pick(places);
            return Map.of("lat", point.lat(), "lon", point.lon());
        });
        return attributes;
    }

    private void add(Map<String, Object> attributes, String name, Supplier<Object> value) {
        switch (random.nextInt(4)) {
            case 0 -> {}
            case 1 ->
                attributes.put(
                        name, Stream.generate(value).limit(random.nextInt(4)).toList());
            default -> attributes.put(name, value.get());
        }
    }

    /// A filter that is valid for such items.
    ///
    /// @param depth how many others it may lie around at most
    public Filter filter(int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 7)) {
            case 0 -> {
                String name = name();
                yield new Filter.Equal(name, value(name));
            }
            case 1 -> {
                String name = name();
                yield new Filter.In(
                        name,
                        Stream.generate(() -> value(name))
                                .limit(1 + random.nextInt(3))
                                .toList());
            }
            case 2 -> bounds("word");
            case 3 -> bounds("number");
            case 4 -> new Filter.Exists(pick(List.of("word", "number", "flag", "place")), random.nextBoolean());
            case 5 -> new Filter.Prefix("word", pick(WORDS));
            case 6 -> new Filter.GeoRadius("place", pick(places), Math.pow(10, random.nextDouble(1, 7.5)));
            case 7 -> new Filter.Not(filter(depth - 1));
            case 8 -> new Filter.All(filters(depth - 1));
            default -> new Filter.Any(filters(depth - 1));
        };
    }

    private List<Filter> filters(int depth) {
        return Stream.generate(() -> filter(depth)).limit(random.nextInt(4)).toList();
    }

    private Filter bounds(String name) {
        return switch (random.nextInt(4)) {
            case 0 -> new Filter.Range(name, value(name), null, value(name), null);
            case 1 -> new Filter.Range(name, null, value(name), null, value(name));
            case 2 -> new Filter.Range(name, value(name), value(name), null, null);
            default -> new Filter.Range(name, null, null, value(name), null);
        };
    }

    private String name() {
        return pick(List.of("word", "number", "flag"));
    }

    private Object value(String name) {
        return switch (name) {
            case "word" -> pick(WORDS);
            case "number" -> pick(NUMBERS);
            default -> random.nextBoolean();
        };
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
