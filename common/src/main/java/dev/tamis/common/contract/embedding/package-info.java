/// Text to vectors: the embedding service's messages, in OpenAI's wire format where that has one.
@NullMarked
package dev.tamis.common.contract.embedding;

import org.jspecify.annotations.NullMarked;
