package dev.tamis.benchmarks.search;

import java.util.LinkedHashMap;
import java.util.Map;

/// What was measured of Tamis at one size, at a target recall of 0.99.
///
/// @param recall that was reached
/// @param microsPerQuery of one thread
/// @param megabytes that a search needs at hand (see [IndexSize#bytes])
/// @param restartSeconds closing, opening and one search
record GrowthRow(
        int items, double recall, double microsPerQuery, double megabytes, double buildSeconds, double restartSeconds) {

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("items", items);
        json.put("recall", Row.rounded(recall, 4));
        json.put("microsPerQuery", Row.rounded(microsPerQuery, 1));
        json.put("megabytes", Row.rounded(megabytes, 2));
        json.put("buildSeconds", Row.rounded(buildSeconds, 3));
        json.put("restartSeconds", Row.rounded(restartSeconds, 4));
        return json;
    }

    @Override
    public String toString() {
        return "| %,d | %.4f | %.0f | %.1f | %.2f | %.3f |"
                .formatted(items, recall, microsPerQuery, megabytes, buildSeconds, restartSeconds);
    }
}
