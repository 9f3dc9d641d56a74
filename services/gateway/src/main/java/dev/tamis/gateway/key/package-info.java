/// API keys: who may call, and the first key of a new installation.
@NullMarked
package dev.tamis.gateway.key;

import org.jspecify.annotations.NullMarked;
