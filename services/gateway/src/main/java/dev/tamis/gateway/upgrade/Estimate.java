package dev.tamis.gateway.upgrade;

import java.util.HashMap;
import java.util.Map;

/// What an upgrade will take.
///
/// @param items to be embedded
/// @param itemsPerSecond as measured on some of them, or as limited; 0 if there was nothing to measure on
/// @param memoryBytes of a second index in memory, until the old one is removed
record Estimate(long items, double itemsPerSecond, long memoryBytes) {

    Map<String, Double> metrics() {
        var metrics = new HashMap<String, Double>();
        metrics.put("items", (double) items);
        metrics.put("memoryBytes", (double) memoryBytes);
        if (itemsPerSecond > 0) {
            metrics.put("estimatedItemsPerSecond", itemsPerSecond);
            metrics.put("estimatedSeconds", Math.ceil(items / itemsPerSecond)); // embedding is nearly all of it
        }
        return metrics;
    }
}
