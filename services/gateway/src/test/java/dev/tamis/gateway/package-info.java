/// The gateway over HTTP, with fakes of the services behind it.
@NullMarked
package dev.tamis.gateway;

import org.jspecify.annotations.NullMarked;
