package dev.tamis.embedding.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/// One mapping of a YAML file, of which values are taken by key and type. What does not fit is added to the complaints,
/// and taken for absent.
final class YamlMap {

    private final Map<?, ?> values;
    private final String place;
    private final List<String> complaints;

    /// @param place where the mapping is, as a sentence begins: `In tamis-model.yaml`
    YamlMap(Map<?, ?> values, String place, List<String> complaints) {
        this.values = values;
        this.place = place;
        this.complaints = complaints;
    }

    boolean has(String key) {
        return values.get(key) != null;
    }

    void complain(String sentence) {
        complaints.add(place + ", " + sentence + ".");
    }

    /// Complains of every key that is none of these.
    void allow(List<String> keys) {
        for (Object key : values.keySet()) {
            if (!keys.contains(String.valueOf(key))) {
                complain("there is the unknown key '%s'; the keys are %s".formatted(key, keys));
            }
        }
    }

    /// Complains of these keys, where they are.
    void forbid(List<String> keys, String why) {
        for (String key : keys) {
            if (values.containsKey(key)) {
                complain("there is '%s', but %s".formatted(key, why));
            }
        }
    }

    Optional<String> text(String key) {
        Object value = values.get(key);
        if (value == null || value instanceof String) {
            return Optional.ofNullable((String) value);
        }
        complain("'%s' is %s; it takes text, so put it in quotes".formatted(key, value));
        return Optional.empty();
    }

    /// One of these words.
    Optional<String> choice(String key, List<String> words) {
        Object value = values.get(key);
        if (value == null || words.contains(String.valueOf(value))) {
            return Optional.ofNullable(value).map(String::valueOf);
        }
        complain("'%s' is '%s'; it takes one of %s".formatted(key, value, words));
        return Optional.empty();
    }

    OptionalInt number(String key, int least, int most) {
        Object value = values.get(key);
        if (value instanceof Integer number && number >= least && number <= most) {
            return OptionalInt.of(number);
        }
        if (value != null) {
            complain("'%s' is %s; it takes a whole number from %d to %d".formatted(key, value, least, most));
        }
        return OptionalInt.empty();
    }

    /// Numbers of a list, or one that stands alone, the greatest first; empty if there are none.
    List<Integer> numbers(String key, int least, int most) {
        Object value = values.get(key);
        if (value == null) {
            return List.of();
        }
        var numbers = new TreeSet<Integer>();
        for (Object each : value instanceof List<?> list ? list : List.of(value)) {
            if (!(each instanceof Integer number) || number < least || number > most || !numbers.add(number)) {
                complain("'%s' is %s; it takes a list of different whole numbers from %d to %d, as [384, 256]"
                        .formatted(key, value, least, most));
                return List.of();
            }
        }
        return List.copyOf(numbers.descendingSet());
    }

    /// The mappings of a list.
    List<YamlMap> maps(String key) {
        Object value = values.get(key);
        if (value == null) {
            return List.of();
        }
        var maps = new ArrayList<YamlMap>();
        if (value instanceof List<?> list && list.stream().allMatch(each -> each instanceof Map<?, ?>)) {
            for (Object each : list) {
                String inside = "%s under '%s' number %d".formatted(place, key, maps.size() + 1);
                maps.add(new YamlMap((Map<?, ?>) each, inside, complaints));
            }
        } else {
            complain("'%s' is %s; it takes a list of mappings".formatted(key, value));
        }
        return maps;
    }
}
