package dev.tamis.embedding.model;

/// A model could not be loaded or run: a fault of the installation, never of a text.
public final class ModelFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ModelFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
