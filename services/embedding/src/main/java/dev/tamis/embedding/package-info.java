/// The embedding service: text to vectors by ONNX models, in OpenAI's wire format.
@NullMarked
package dev.tamis.embedding;

import org.jspecify.annotations.NullMarked;
