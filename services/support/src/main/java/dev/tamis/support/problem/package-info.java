/// Problem details (RFC 9457) for everything that goes wrong, also for what nobody mapped.
@NullMarked
package dev.tamis.support.problem;

import org.jspecify.annotations.NullMarked;
