/// Attributes of items by ordinal: which items pass a filter, and how often each value occurs.
@NullMarked
package dev.tamis.retrieval.index.attribute;

import org.jspecify.annotations.NullMarked;
