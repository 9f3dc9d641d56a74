/// Public embeddings, answered by the embedding service.
@NullMarked
package dev.tamis.gateway.embedding;

import org.jspecify.annotations.NullMarked;
