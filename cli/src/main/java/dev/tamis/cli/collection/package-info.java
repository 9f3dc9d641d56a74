/// Looking at collections and deleting them.
@NullMarked
package dev.tamis.cli.collection;

import org.jspecify.annotations.NullMarked;
