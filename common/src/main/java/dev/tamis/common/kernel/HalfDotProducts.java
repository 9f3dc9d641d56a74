package dev.tamis.common.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Inner products of a float32 query with rows of half-precision values (IEEE 754 binary16, little-endian):
/// row `o` is the `2 * d` bytes from `o * 2 * d`.
public final class HalfDotProducts {

    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private HalfDotProducts() {}

    /// The inner product with the row that starts at byte `offset`.
    public static float dot(float[] query, MemorySegment rows, long offset) {
        float sum = 0;
        for (int j = 0; j < query.length; j++) {
            sum += query[j] * Float.float16ToFloat(rows.get(HALF, offset + 2L * j));
        }
        return sum;
    }

    /// Scores the `n` rows from `firstRow` on: `out[i]` is the product with row `firstRow + i`.
    public static void score(float[] query, MemorySegment rows, int firstRow, int n, float[] out) {
        for (int i = 0; i < n; i++) {
            out[i] = dot(query, rows, (long) (firstRow + i) * 2 * query.length);
        }
    }

    /// Scores the first `n` of `ordinals`: `out[i]` is the product with row `ordinals[i]`.
    public static void gather(float[] query, MemorySegment rows, int[] ordinals, int n, float[] out) {
        for (int i = 0; i < n; i++) {
            out[i] = dot(query, rows, (long) ordinals[i] * 2 * query.length);
        }
    }
}
