package dev.tamis.cli.ingest;

import dev.tamis.cli.ingest.SourceLine.ItemLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Consecutive lines that are sent as one bulk request.
final class Chunk {

    static final int MAX_LINES = 256;
    static final int MAX_CHARACTERS = 4 << 20;

    private final List<SourceLine> lines = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private int characters;
    private long position;

    /// @param sourcePosition bytes of the file read up to the end of this line
    void add(SourceLine line, long sourcePosition) {
        lines.add(line);
        position = sourcePosition;
        if (line instanceof ItemLine readable) {
            characters += readable.json().length() + 1;
            if (!readable.id().isEmpty()) {
                ids.add(readable.id());
            }
        }
    }

    boolean isFull() {
        return lines.size() >= MAX_LINES || characters >= MAX_CHARACTERS;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    List<SourceLine> lines() {
        return lines;
    }

    List<ItemLine> itemLines() {
        return lines.stream()
                .filter(ItemLine.class::isInstance)
                .map(ItemLine.class::cast)
                .toList();
    }

    /// Whether both have an item of the same id, so that one must be stored before the other.
    boolean overlaps(Chunk other) {
        return ids.stream().anyMatch(other.ids::contains);
    }

    long lastLine() {
        return lines.getLast().number();
    }

    long position() {
        return position;
    }

    /// The readable lines as the body of a bulk request.
    byte[] body() {
        var body = new ByteArrayOutputStream(characters);
        for (ItemLine line : itemLines()) {
            body.writeBytes(line.json().getBytes(StandardCharsets.UTF_8));
            body.write('\n');
        }
        return body.toByteArray();
    }
}
