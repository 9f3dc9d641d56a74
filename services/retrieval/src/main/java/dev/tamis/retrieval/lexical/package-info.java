/// Lexical search: BM25 over the text of a collection's items, in Lucene indexes that follow the database.
@NullMarked
package dev.tamis.retrieval.lexical;

import org.jspecify.annotations.NullMarked;
