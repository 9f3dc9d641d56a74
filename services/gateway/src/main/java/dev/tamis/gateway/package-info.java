/// The public API of the platform: one door before the services, which it orchestrates.
@NullMarked
package dev.tamis.gateway;

import org.jspecify.annotations.NullMarked;
