package dev.tamis.jobs;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// Parameters as callers see them: without values that are too long to be told with every change of a job.
final class ShownParameters {

    /// Characters of JSON.
    private static final int LONGEST = 1_000;

    private ShownParameters() {}

    static Map<String, Object> of(Map<String, Object> given) {
        var shown = new LinkedHashMap<String, Object>();
        given.forEach((name, value) ->
                shown.put(name, Json.text(value).length() <= LONGEST ? value : "(%s)".formatted(size(value))));
        return shown;
    }

    private static String size(Object value) {
        return switch (value) {
            case Collection<?> list -> "%,d entries".formatted(list.size());
            case Map<?, ?> map -> "%,d entries".formatted(map.size());
            default -> "%,d characters".formatted(value.toString().length());
        };
    }
}
