package dev.tamis.benchmarks.search;

/// A number from 0 to 999 for each item, by which filters of a given selectivity are made.
final class Buckets {

    /// More than any bucket: no filter.
    static final int ALL = 1_000;

    private Buckets() {}

    /// Evenly spread and unrelated to the item's vector.
    static int of(int item) {
        long mixed = (item + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        return (int) Long.remainderUnsigned(mixed ^ (mixed >>> 32), ALL);
    }
}
