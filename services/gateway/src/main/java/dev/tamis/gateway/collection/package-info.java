/// Public collections: created with a model, listed, looked up, deleted.
@NullMarked
package dev.tamis.gateway.collection;

import org.jspecify.annotations.NullMarked;
