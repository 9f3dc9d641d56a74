package dev.tamis.cli.ingest;

import dev.tamis.cli.terminal.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON objects of a file, one a line.
public final class JsonLines {

    private static final int MAX_LINE = 64 << 20;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private long number;

    public JsonLines(InputStream in) {
        this.in = in;
    }

    /// A line that is not blank.
    ///
    /// @param number from 1
    /// @param text the line as it is; empty if it is no JSON
    /// @param object what it holds; null if it is no JSON object
    /// @param problem what is wrong with it; null if nothing is
    public record Line(
            long number,
            String text,
            @Nullable ObjectNode object,
            @Nullable String problem) {}

    /// The next line that is not blank, or null at the end.
    public @Nullable Line next() throws IOException {
        for (byte[] bytes = nextBytes(); bytes != null; bytes = nextBytes()) {
            if (!isBlank(bytes)) {
                return parsed(bytes);
            }
        }
        return null;
    }

    private Line parsed(byte[] bytes) {
        try {
            JsonNode node = Json.mapper().readTree(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            return node instanceof ObjectNode object
                    ? new Line(number, text, object, null)
                    : new Line(number, text, null, "holds no JSON object");
        } catch (JacksonException broken) {
            return new Line(number, "", null, "is no valid JSON: " + broken.getOriginalMessage());
        }
    }

    private byte @Nullable [] nextBytes() throws IOException {
        var line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        number++;
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() == MAX_LINE) {
                throw new IOException(
                        "line %d is longer than %d MiB; is this NDJSON?".formatted(number, MAX_LINE >> 20));
            }
            line.write(next);
        }
        return number == 1 ? withoutMark(line.toByteArray()) : line.toByteArray();
    }

    private static byte[] withoutMark(byte[] line) {
        boolean marked = line.length >= 3 && java.util.Arrays.equals(line, 0, 3, BYTE_ORDER_MARK, 0, 3);
        return marked ? java.util.Arrays.copyOfRange(line, 3, line.length) : line;
    }

    private static boolean isBlank(byte[] line) {
        for (byte each : line) {
            if (each != ' ' && each != '\t' && each != '\r') {
                return false;
            }
        }
        return true;
    }
}
