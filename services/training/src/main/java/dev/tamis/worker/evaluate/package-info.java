/// Measures what projections and codes keep of the quality of a collection's vectors.
@NullMarked
package dev.tamis.worker.evaluate;

import org.jspecify.annotations.NullMarked;
