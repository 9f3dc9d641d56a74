/// Measuring a collection on a public test set.
@NullMarked
package dev.tamis.cli.evaluate;

import org.jspecify.annotations.NullMarked;
