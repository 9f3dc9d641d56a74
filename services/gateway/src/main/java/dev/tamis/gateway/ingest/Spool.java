package dev.tamis.gateway.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// An answer that is kept until the request is read: in memory, and from a limit on in a temporary file. A caller
/// that reads nothing before it has sent everything is thus never waited for.
final class Spool extends OutputStream {

    private final int memory;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private @Nullable Path file;
    private @Nullable OutputStream tail;

    /// @param memory most bytes kept in memory
    Spool(int memory) {
        this.memory = memory;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (tail == null && head.size() + length <= memory) {
            head.write(bytes, offset, length);
            return;
        }
        if (tail == null) {
            file = Files.createTempFile("tamis-bulk-", ".ndjson");
            tail = new java.io.BufferedOutputStream(Files.newOutputStream(file));
        }
        tail.write(bytes, offset, length);
    }

    void copyTo(OutputStream out) throws IOException {
        head.writeTo(out);
        if (tail != null && file != null) {
            tail.flush();
            Files.copy(file, out);
        }
    }

    /// Where the rest waits; null while memory is enough.
    @Nullable
    Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        try {
            if (tail != null) {
                tail.close();
            }
        } finally {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        }
    }
}
