package dev.tamis.benchmarks.search;

import dev.tamis.benchmarks.data.VectorFile;
import java.nio.file.Path;

/// What a system is made from.
///
/// @param items whose numbers it is to find
/// @param folder of its own, empty
/// @param buckets whether items have their bucket as an attribute (see [Buckets])
/// @param threads that building may use
record SystemInput(VectorFile items, Path folder, boolean buckets, int threads) {}
