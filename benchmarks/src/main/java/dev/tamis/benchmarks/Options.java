package dev.tamis.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// `--name value` pairs, and `--json`, which has none.
///
/// @param json whether the result is one JSON object
record Options(Map<String, String> values, boolean json) {

    static Options parse(List<String> arguments) {
        var values = new HashMap<String, String>();
        boolean json = false;
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            if (name.equals("--json")) {
                json = true;
            } else if (name.startsWith("--") && i + 1 < arguments.size()) {
                values.put(name.substring(2), arguments.get(++i));
            } else {
                throw new IllegalArgumentException("not an option with a value: " + name);
            }
        }
        return new Options(values, json);
    }

    String get(String name, String byDefault) {
        return Objects.requireNonNullElse(values.get(name), byDefault);
    }

    int number(String name, int byDefault) {
        return Integer.parseInt(get(name, Integer.toString(byDefault)));
    }
}
