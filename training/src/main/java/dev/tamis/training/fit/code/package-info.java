/// Fits binary codes.
@NullMarked
package dev.tamis.training.fit.code;

import org.jspecify.annotations.NullMarked;
