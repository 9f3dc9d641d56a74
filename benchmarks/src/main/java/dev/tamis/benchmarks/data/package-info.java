/// Vectors to measure with: real ones, a generator that extends them, and the exact answers.
@NullMarked
package dev.tamis.benchmarks.data;

import org.jspecify.annotations.NullMarked;
