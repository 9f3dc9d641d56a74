/// Tests of parts of this capability.
@NullMarked
package dev.tamis.gateway.collection;

import org.jspecify.annotations.NullMarked;
