/// Measures what projections and codes keep of the quality of full vectors.
@NullMarked
package dev.tamis.training.evaluate;

import org.jspecify.annotations.NullMarked;
