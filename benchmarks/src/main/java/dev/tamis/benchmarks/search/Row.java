package dev.tamis.benchmarks.search;

import java.util.LinkedHashMap;
import java.util.Map;

/// What was measured of one system at one setting.
///
/// @param items in the index
/// @param threads that searched at the same time
/// @param recall share of the ten nearest by exact float search that was found, 0 to 1
/// @param queriesPerSecond of all threads together
/// @param buildSeconds of the index
/// @param bytesPerItem see [IndexSize#bytes]
record Row(
        String system,
        String setting,
        int items,
        int threads,
        double recall,
        double queriesPerSecond,
        double buildSeconds,
        double bytesPerItem) {

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("system", system);
        json.put("setting", setting);
        json.put("items", items);
        json.put("threads", threads);
        json.put("recall", rounded(recall, 4));
        json.put("queriesPerSecond", rounded(queriesPerSecond, 1));
        json.put("buildSeconds", rounded(buildSeconds, 2));
        json.put("bytesPerItem", rounded(bytesPerItem, 1));
        return json;
    }

    static double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }

    @Override
    public String toString() {
        return "| %s | %s | %d | %d | %.4f | %.0f | %.1f | %.0f |"
                .formatted(system, setting, items, threads, recall, queriesPerSecond, buildSeconds, bytesPerItem);
    }
}
