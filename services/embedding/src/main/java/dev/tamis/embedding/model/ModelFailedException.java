package dev.tamis.embedding.model;

import org.jspecify.annotations.Nullable;

/// A model could not be loaded or run: a fault of the installation, never of a text.
public final class ModelFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ModelFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
