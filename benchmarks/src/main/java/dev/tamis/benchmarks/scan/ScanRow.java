package dev.tamis.benchmarks.scan;

import java.util.LinkedHashMap;
import java.util.Map;

/// What was measured of one kernel at one size.
///
/// @param size bytes that a pass reads
/// @param bits of a vector's code
/// @param seconds of a pass
/// @param readSeconds that reading the same bytes takes, and nothing else
record ScanRow(String kernel, long size, int bits, int vectors, double seconds, double readSeconds) {

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("kernel", kernel);
        json.put("size", size);
        json.put("bits", bits);
        json.put("vectors", vectors);
        json.put("nanosPerVector", rounded(nanosPerVector(), 3));
        json.put("gigabytesPerSecond", rounded(gigabytesPerSecond(), 2));
        json.put("bandwidthShare", rounded(bandwidthShare(), 3));
        return json;
    }

    double nanosPerVector() {
        return seconds * 1e9 / vectors;
    }

    double gigabytesPerSecond() {
        return size / seconds / 1e9;
    }

    /// Of the bandwidth that plain reading reaches.
    double bandwidthShare() {
        return readSeconds / seconds;
    }

    private static double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }

    @Override
    public String toString() {
        return "| %s | %,d | %d | %,d | %.3f | %.2f | %.1f | %.2f |"
                .formatted(
                        kernel,
                        size,
                        bits,
                        vectors,
                        seconds * 1e3,
                        nanosPerVector(),
                        gigabytesPerSecond(),
                        bandwidthShare());
    }
}
