/// Why this service refuses a request, and how that is told.
@NullMarked
package dev.tamis.retrieval.problem;

import org.jspecify.annotations.NullMarked;
