/// Fakes of the services behind the gateway, which speak HTTP and can be stopped, delayed and started again.
@NullMarked
package dev.tamis.gateway.fake;

import org.jspecify.annotations.NullMarked;
