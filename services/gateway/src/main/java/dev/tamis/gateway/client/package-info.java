/// The services behind the gateway, called with timeouts, circuit breakers and bulkheads.
@NullMarked
package dev.tamis.gateway.client;

import org.jspecify.annotations.NullMarked;
