/// Tests of fitting projections.
@NullMarked
package dev.tamis.training.fit.projection;

import org.jspecify.annotations.NullMarked;
