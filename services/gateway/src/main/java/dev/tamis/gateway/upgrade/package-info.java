/// A collection's change to another embedding model, while it is searched and written: the job that makes it, and
/// what callers see and do of it.
@NullMarked
package dev.tamis.gateway.upgrade;

import org.jspecify.annotations.NullMarked;
