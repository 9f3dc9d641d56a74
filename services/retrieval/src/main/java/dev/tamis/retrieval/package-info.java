/// Collections and items in PostgreSQL; dense, lexical and hybrid search.
@NullMarked
package dev.tamis.retrieval;

import org.jspecify.annotations.NullMarked;
