/// Vectors and judgments to fit on, and exact search among them.
@NullMarked
package dev.tamis.training.data;

import org.jspecify.annotations.NullMarked;
