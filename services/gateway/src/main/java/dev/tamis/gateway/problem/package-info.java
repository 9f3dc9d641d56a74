/// What the gateway refuses, and how that reaches callers as problem details.
@NullMarked
package dev.tamis.gateway.problem;

import org.jspecify.annotations.NullMarked;
