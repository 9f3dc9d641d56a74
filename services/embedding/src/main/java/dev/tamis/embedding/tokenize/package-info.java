/// Text to the token ids that a model reads.
@NullMarked
package dev.tamis.embedding.tokenize;

import org.jspecify.annotations.NullMarked;
