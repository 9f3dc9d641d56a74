/// PostgreSQL with pgvector out of the class path.
@NullMarked
package dev.tamis.postgres;

import org.jspecify.annotations.NullMarked;
