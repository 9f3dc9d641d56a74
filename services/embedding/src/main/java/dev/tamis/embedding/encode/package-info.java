/// The embeddings endpoint, and the workers that encode its texts.
@NullMarked
package dev.tamis.embedding.encode;

import org.jspecify.annotations.NullMarked;
