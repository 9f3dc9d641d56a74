/// Tests of parts of this capability.
@NullMarked
package dev.tamis.gateway.key;

import org.jspecify.annotations.NullMarked;
