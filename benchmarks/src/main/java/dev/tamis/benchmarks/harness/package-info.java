/// What every benchmark needs: its options, processes of its own, rounds of measuring.
@NullMarked
package dev.tamis.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
