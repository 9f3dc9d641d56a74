/// Fits projections whose prefixes are good vectors.
@NullMarked
package dev.tamis.training.fit.projection;

import org.jspecify.annotations.NullMarked;
