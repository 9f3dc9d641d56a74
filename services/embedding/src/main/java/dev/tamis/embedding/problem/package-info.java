/// Why this service refuses a request, and how that is answered.
@NullMarked
package dev.tamis.embedding.problem;

import org.jspecify.annotations.NullMarked;
