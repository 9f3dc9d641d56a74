package dev.tamis.cli.ingest;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Cuts a source into chunks, from the line after `done` on.
final class Chunks {

    private final ItemSource source;
    private @Nullable SourceLine ahead;

    Chunks(ItemSource source, long done) throws IOException {
        this.source = source;
        advance();
        while (ahead != null && ahead.number() <= done) {
            advance();
        }
    }

    /// The next chunk, or null at the end.
    @Nullable
    Chunk next() throws IOException {
        if (ahead == null) {
            return null;
        }
        var chunk = new Chunk();
        while (ahead != null && !chunk.isFull()) {
            SourceLine line = ahead;
            advance();
            chunk.add(line, source.position());
        }
        return chunk;
    }

    /// Whether the chunk returned last was the last of all.
    boolean atEnd() {
        return ahead == null;
    }

    private void advance() throws IOException {
        ahead = source.next();
    }
}
