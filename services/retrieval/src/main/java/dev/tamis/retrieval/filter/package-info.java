/// Filters, checked against what a collection's items have and turned into SQL.
@NullMarked
package dev.tamis.retrieval.filter;

import org.jspecify.annotations.NullMarked;
