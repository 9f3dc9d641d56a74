/// How well documents fit a query, in Cohere's and Jina's wire format.
@NullMarked
package dev.tamis.embedding.rerank;

import org.jspecify.annotations.NullMarked;
