package dev.tamis.cli.ingest;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A file read as items, line by line.
interface ItemSource extends AutoCloseable {

    /// The next line that is not blank, or null at the end.
    @Nullable
    SourceLine next() throws IOException;

    /// Bytes of the file read so far.
    long position();

    @Override
    void close() throws IOException;
}
