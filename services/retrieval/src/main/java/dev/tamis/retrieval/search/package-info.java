/// Answers a query from vectors, from text, or from both.
@NullMarked
package dev.tamis.retrieval.search;

import org.jspecify.annotations.NullMarked;
