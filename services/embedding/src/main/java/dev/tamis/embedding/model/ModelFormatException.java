package dev.tamis.embedding.model;

import java.util.List;

/// A model's files are not as they must be. The message says what is wrong with them, and what they do contain.
final class ModelFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    ModelFormatException(String sentence) {
        super(sentence);
    }

    ModelFormatException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    ModelFormatException(List<String> sentences) {
        super(String.join(" ", sentences));
    }
}
