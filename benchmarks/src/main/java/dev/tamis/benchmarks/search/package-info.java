/// Whole searches: Tamis and its peers on the same vectors, their recall and their rate.
@NullMarked
package dev.tamis.benchmarks.search;

import org.jspecify.annotations.NullMarked;
