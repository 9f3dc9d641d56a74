/// Changes a collection's embedding model while it is searched and written to, by way of a second vector space.
@NullMarked
package dev.tamis.retrieval.upgrade;

import org.jspecify.annotations.NullMarked;
