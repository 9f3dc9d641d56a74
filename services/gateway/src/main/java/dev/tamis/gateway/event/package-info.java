/// Public events, answered by the ranking service.
@NullMarked
package dev.tamis.gateway.event;

import org.jspecify.annotations.NullMarked;
