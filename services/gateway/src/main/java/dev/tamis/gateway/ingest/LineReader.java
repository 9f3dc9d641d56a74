package dev.tamis.gateway.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Splits a stream into lines, none of which takes more memory than the limit.
final class LineReader {

    private static final int CHUNK = 16 * 1024;

    private final InputStream in;
    private final int limit;
    private final byte[] chunk = new byte[CHUNK];
    private int from;
    private int to;
    private long number;

    /// @param limit most bytes of a line, its end not counted
    LineReader(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /// The next line, or null at the end. A line over the limit is read to its end and comes without its bytes.
    @Nullable
    Line next() throws IOException {
        if (from == to && !fill()) {
            return null;
        }
        number++;
        var bytes = new ByteArrayOutputStream();
        long length = 0;
        do {
            int end = indexOfNewline();
            length += end - from;
            if (length <= limit) {
                bytes.write(chunk, from, end - from);
            } else {
                bytes.reset();
            }
            boolean whole = end < to;
            from = whole ? end + 1 : end;
            if (whole) {
                break;
            }
        } while (fill());
        return new Line(number, length <= limit ? bytes.toByteArray() : null);
    }

    /// How many lines were begun.
    long number() {
        return number;
    }

    private int indexOfNewline() {
        int i = from;
        while (i < to && chunk[i] != '\n') {
            i++;
        }
        return i;
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(chunk, 0, chunk.length));
        return to > 0;
    }

    /// @param number from 1
    /// @param bytes without the line's end; null if there are more than the limit
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Line(long number, byte @Nullable [] bytes) {

        /// Whether there is nothing but white space.
        boolean isBlank() {
            if (bytes == null) {
                return false;
            }
            for (byte each : bytes) {
                if (each != ' ' && each != '\t' && each != '\r') {
                    return false;
                }
            }
            return true;
        }
    }
}
