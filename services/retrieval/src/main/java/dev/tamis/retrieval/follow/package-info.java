/// Keeping indexes up with the changes to a collection's items, whoever makes them.
@NullMarked
package dev.tamis.retrieval.follow;

import org.jspecify.annotations.NullMarked;
