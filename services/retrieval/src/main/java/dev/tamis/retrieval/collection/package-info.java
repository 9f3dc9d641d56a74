/// The catalogue of collections: their settings, their attributes and the partition that holds their items.
@NullMarked
package dev.tamis.retrieval.collection;

import org.jspecify.annotations.NullMarked;
