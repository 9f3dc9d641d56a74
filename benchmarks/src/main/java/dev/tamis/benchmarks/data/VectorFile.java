package dev.tamis.benchmarks.data;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Vectors of one dimension in a mapped file: little-endian float32, row after row, nothing else. Threads may share it.
public final class VectorFile {

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment rows;
    private final int dimension;
    private final int size;

    private VectorFile(MemorySegment rows, int dimension, int size) {
        this.rows = rows;
        this.dimension = dimension;
        this.size = size;
    }

    /// Maps a file for as long as somebody uses it.
    public static VectorFile open(Path file, int dimension) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long rowBytes = (long) dimension * Float.BYTES;
            return new VectorFile(
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()),
                    dimension,
                    Math.toIntExact(channel.size() / rowBytes));
        }
    }

    /// How many whole vectors a file holds; 0 if there is none.
    static int sizeOf(Path file, int dimension) throws IOException {
        return Files.exists(file) ? Math.toIntExact(Files.size(file) / ((long) dimension * Float.BYTES)) : 0;
    }

    /// Adds vectors to the end of a file, which is made if there is none.
    ///
    /// @param keep vectors to keep of those that are there
    static void append(Path file, int dimension, int keep, float[] vectors) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.position((long) keep * dimension * Float.BYTES);
            var buffer = ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
            for (int from = 0; from < vectors.length; ) {
                int count = Math.min(buffer.capacity() / Float.BYTES, vectors.length - from);
                buffer.clear().limit(count * Float.BYTES);
                buffer.asFloatBuffer().put(vectors, from, count);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                from += count;
            }
            channel.truncate(channel.position());
        }
    }

    public int dimension() {
        return dimension;
    }

    public int size() {
        return size;
    }

    /// The first vectors of this file.
    public VectorFile first(int count) {
        if (count > size) {
            throw new IllegalArgumentException("%d vectors of %d".formatted(count, size));
        }
        return new VectorFile(rows, dimension, count);
    }

    public float[] row(int index) {
        float[] row = new float[dimension];
        read(index, 1, row);
        return row;
    }

    /// Copies `count` vectors from `first` on to the begin of `into`.
    public void read(int first, int count, float[] into) {
        long from = (long) first * dimension * Float.BYTES;
        MemorySegment.copy(rows, FLOAT, from, into, 0, count * dimension);
    }
}
