/// Tests of parts of this capability.
@NullMarked
package dev.tamis.gateway.upgrade;

import org.jspecify.annotations.NullMarked;
