package dev.tamis.retrieval.index.memory;

import java.io.IOException;
import java.nio.file.Path;

/// A file of the index that cannot be used: what it held is read again from the database.
final class RefusedFileException extends IOException {

    private static final long serialVersionUID = 1;

    /// @param reason what is wrong with it, as the end of a sentence that begins with the file's name
    RefusedFileException(Path file, String reason) {
        super(file.getFileName() + " " + reason);
    }
}
