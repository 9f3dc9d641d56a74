package dev.tamis.benchmarks.harness;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// `--name value` pairs, and flags, which have no value.
///
/// @param flags of [#FLAGS], those that are set
public record Options(Map<String, String> values, Set<String> flags) {

    private static final Set<String> FLAGS = Set.of("json", "full", "filters");

    public static Options parse(List<String> arguments) {
        var values = new HashMap<String, String>();
        var flags = new HashSet<String>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String name = argument.startsWith("--") ? argument.substring(2) : "";
            if (FLAGS.contains(name)) {
                flags.add(name);
            } else if (!name.isEmpty() && i + 1 < arguments.size()) {
                values.put(name, arguments.get(++i));
            } else {
                throw new IllegalArgumentException("not an option with a value: " + argument);
            }
        }
        return new Options(values, flags);
    }

    /// Whether the result is one JSON object.
    public boolean json() {
        return flags.contains("json");
    }

    /// Whether the benchmark may take as long as it needs to measure everything.
    public boolean full() {
        return flags.contains("full");
    }

    public boolean flag(String name) {
        return flags.contains(name);
    }

    public String get(String name, String byDefault) {
        return Objects.requireNonNullElse(values.get(name), byDefault);
    }

    public int number(String name, int byDefault) {
        return Integer.parseInt(get(name, Integer.toString(byDefault)));
    }

    /// The names in a value that is separated by commas.
    public List<String> names(String name, List<String> byDefault) {
        String value = values.get(name);
        return value == null ? byDefault : List.of(value.split(",", -1));
    }
}
