/// Measures what projections and codes keep of the quality of a model's vectors.
@NullMarked
package dev.tamis.benchmarks.code;

import org.jspecify.annotations.NullMarked;
