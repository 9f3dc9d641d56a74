/// Plots as SVG, written by hand.
@NullMarked
package dev.tamis.benchmarks.plot;

import org.jspecify.annotations.NullMarked;
