package dev.tamis.retrieval.index.memory;

import dev.tamis.common.kernel.Int8DotProducts;
import dev.tamis.common.kernel.Normalization;
import dev.tamis.common.kernel.Quantization;
import dev.tamis.common.kernel.TopN;
import dev.tamis.retrieval.index.attribute.OpenAttributes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Items that came since the last segment was sealed, in the order in which they came. Only appended to, by one
/// thread; what is below the count of a snapshot never changes, so that readers need no lock.
///
/// There are no codes here: int8 rows of a few thousand items are scanned in less time than it takes to fit a space.
final class Tail implements Rows {

    static final int CHUNK = 1_024;

    private static final class Chunk {

        final MemorySegment bytes;
        final MemorySegment halves;
        final float[] scales = new float[CHUNK];
        final float[] inverseNorms = new float[CHUNK];
        final @Nullable String[] ids = new String[CHUNK];

        Chunk(int d) {
            // Not a confined arena: the last snapshot that refers to the chunk frees it.
            Arena arena = Arena.ofAuto();
            bytes = arena.allocate((long) CHUNK * d, Long.BYTES * 8);
            halves = arena.allocate((long) CHUNK * d * Short.BYTES, Long.BYTES * 8);
        }
    }

    private final int d;
    private final OpenAttributes attributes = new OpenAttributes();
    private final ConcurrentHashMap<String, Integer> ordinals = new ConcurrentHashMap<>();
    private volatile Chunk[] chunks = {};
    private int count;

    Tail(int d) {
        this.d = d;
    }

    int count() {
        return count;
    }

    /// @return the ordinal of the new row
    int append(VectorChange item) {
        Chunk chunk = last();
        int at = count % CHUNK;
        chunk.ids[at] = item.id();
        if (item.vector() != null) {
            float[] vector = item.vector().toArray();
            Quantization.halves(vector, chunk.halves, (long) at * d * Short.BYTES);
            // The norm of what is stored, not of what was sent: cosines are those of the database.
            for (int j = 0; j < d; j++) {
                vector[j] = Float.float16ToFloat(Float.floatToFloat16(vector[j]));
            }
            chunk.inverseNorms[at] = (float) (1 / Normalization.norm(vector));
            Normalization.normalize(vector);
            chunk.scales[at] = Quantization.int8(vector, chunk.bytes, (long) at * d);
        }
        attributes.append(item.attributes());
        ordinals.put(item.id(), count);
        return count++;
    }

    /// Takes over a row of another tail.
    void append(Tail other, int row) {
        Chunk to = last();
        int at = count % CHUNK;
        Chunk from = other.chunks[row / CHUNK];
        int there = row % CHUNK;
        to.ids[at] = other.id(row);
        to.scales[at] = from.scales[there];
        to.inverseNorms[at] = from.inverseNorms[there];
        MemorySegment.copy(from.bytes, (long) there * d, to.bytes, (long) at * d, d);
        MemorySegment.copy(other.halves(row), 0, to.halves, (long) at * d * Short.BYTES, (long) d * Short.BYTES);
        attributes.append(other.attributes(row));
        ordinals.put(other.id(row), count);
        count++;
    }

    private Chunk last() {
        Chunk[] before = chunks;
        if (count == before.length * CHUNK) {
            Chunk[] grown = Arrays.copyOf(before, before.length + 1);
            grown[before.length] = new Chunk(d);
            chunks = grown;
        }
        return chunks[count / CHUNK];
    }

    /// The newest row of an id, or -1.
    int ordinalOf(String id) {
        return ordinals.getOrDefault(id, -1);
    }

    /// Scores rows by their int8 form.
    ///
    /// @param allowed rows with a vector that may answer
    void scan(QueryForm query, int count, long[] allowed, TopN best) {
        int[] dots = new int[CHUNK];
        int[] rows = new int[CHUNK];
        for (int first = 0; first < count; first += CHUNK) {
            int n = Math.min(CHUNK, count - first);
            Chunk chunk = chunks[first / CHUNK];
            int some = Bits.list(allowed, first, first + n, rows);
            for (int i = 0; i < some; i++) {
                rows[i] -= first;
            }
            if (some == n) {
                Int8DotProducts.score(query.bytes, chunk.bytes, 0, n, dots);
            } else {
                Int8DotProducts.gather(query.bytes, chunk.bytes, rows, some, dots);
            }
            for (int i = 0; i < some; i++) {
                best.offer(dots[i] * query.bytes.scale() * chunk.scales[rows[i]], first + rows[i]);
            }
        }
    }

    long memoryBytes() {
        return (long) chunks.length * CHUNK * d * (Byte.BYTES + Short.BYTES);
    }

    OpenAttributes attributes() {
        return attributes;
    }

    @Override
    public String id(int ordinal) {
        String id = chunks[ordinal / CHUNK].ids[ordinal % CHUNK];
        if (id == null) {
            throw new IllegalArgumentException("row " + ordinal + " is not written yet");
        }
        return id;
    }

    @Override
    public boolean hasVector(int ordinal) {
        return chunks[ordinal / CHUNK].inverseNorms[ordinal % CHUNK] != 0;
    }

    @Override
    public MemorySegment halves(int ordinal) {
        long bytes = (long) d * Short.BYTES;
        return chunks[ordinal / CHUNK].halves.asSlice(ordinal % CHUNK * bytes, bytes);
    }

    @Override
    public float inverseNorm(int ordinal) {
        return chunks[ordinal / CHUNK].inverseNorms[ordinal % CHUNK];
    }

    @Override
    public Map<String, Object> attributes(int ordinal) {
        return attributes.of(ordinal);
    }
}
