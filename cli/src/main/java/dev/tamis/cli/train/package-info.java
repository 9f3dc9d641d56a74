/// Fitting models to a collection.
@NullMarked
package dev.tamis.cli.train;

import org.jspecify.annotations.NullMarked;
