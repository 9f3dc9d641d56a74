/// Tests of parts of this capability.
@NullMarked
package dev.tamis.gateway.client;

import org.jspecify.annotations.NullMarked;
