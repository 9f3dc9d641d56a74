package dev.tamis.cli.ingest;

import dev.tamis.cli.ingest.JsonLines.Line;
import dev.tamis.cli.ingest.SourceLine.BadLine;
import dev.tamis.cli.ingest.SourceLine.ItemLine;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// NDJSON whose lines are items already; they are sent as they are, and the gateway says what is wrong with them.
final class NdjsonItems implements ItemSource {

    private final SourceFile file;
    private final JsonLines lines;

    NdjsonItems(Path path) {
        this.file = SourceFile.open(path);
        this.lines = new JsonLines(file.content());
    }

    @Override
    public @Nullable SourceLine next() throws IOException {
        Line line = lines.next();
        if (line == null) {
            return null;
        }
        if (line.object() == null) {
            return new BadLine(line.number(), String.valueOf(line.problem()));
        }
        JsonNode id = line.object().path("id");
        return new ItemLine(line.number(), id.isString() ? id.stringValue() : "", line.text());
    }

    @Override
    public long position() {
        return file.position();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
