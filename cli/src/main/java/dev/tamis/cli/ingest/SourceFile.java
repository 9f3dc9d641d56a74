package dev.tamis.cli.ingest;

import dev.tamis.cli.terminal.Failure;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// A file, plain or gzipped, that knows how far it was read.
public final class SourceFile implements AutoCloseable {

    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int BUFFER = 1 << 16;

    private final Counting counting;
    private final InputStream content;

    private SourceFile(Counting counting, InputStream content) {
        this.counting = counting;
        this.content = content;
    }

    /// Opens a file; whether it is gzipped is seen from its first bytes, not from its name.
    ///
    /// @throws Failure if it cannot be read
    public static SourceFile open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw Failure.usage(Files.exists(file) ? file + " is a folder, not a file" : "there is no file " + file);
        }
        try {
            var counting = new Counting(Files.newInputStream(file));
            var buffered = new BufferedInputStream(counting, BUFFER);
            buffered.mark(2);
            boolean gzipped = ((buffered.read() << 8) | buffered.read()) == GZIP_MAGIC;
            buffered.reset();
            return new SourceFile(counting, gzipped ? new GZIPInputStream(buffered, BUFFER) : buffered);
        } catch (IOException unreadable) {
            throw Failure.usage("%s cannot be read: %s".formatted(file, unreadable.getMessage()));
        }
    }

    /// The content, unpacked.
    public InputStream content() {
        return content;
    }

    long position() {
        return counting.count;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    private static final class Counting extends FilterInputStream {

        private long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count += Math.max(read, 0);
            return read;
        }
    }
}
