/// Java SDK: the public API of a Tamis gateway as typed calls.
@NullMarked
package dev.tamis.client;

import org.jspecify.annotations.NullMarked;
