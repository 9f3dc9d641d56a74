/// Tests of vectors and search.
@NullMarked
package dev.tamis.training.data;

import org.jspecify.annotations.NullMarked;
