package dev.tamis.common.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Inner products of a query with rows of int8 values: row `o` is the `d` bytes from `o * d`.
public final class Int8DotProducts {

    private Int8DotProducts() {}

    /// The inner product with the row that starts at byte `offset`.
    public static int dot(Int8Query query, MemorySegment rows, long offset) {
        short[] values = query.values;
        int sum = 0;
        for (int j = 0; j < values.length; j++) {
            sum += values[j] * rows.get(ValueLayout.JAVA_BYTE, offset + j);
        }
        return sum;
    }

    /// Scores the `n` rows from `firstRow` on: `out[i]` is the product with row `firstRow + i`.
    public static void score(Int8Query query, MemorySegment rows, int firstRow, int n, int[] out) {
        for (int i = 0; i < n; i++) {
            out[i] = dot(query, rows, (long) (firstRow + i) * query.dimension());
        }
    }

    /// Scores the first `n` of `ordinals`: `out[i]` is the product with row `ordinals[i]`.
    public static void gather(Int8Query query, MemorySegment rows, int[] ordinals, int n, int[] out) {
        for (int i = 0; i < n; i++) {
            out[i] = dot(query, rows, (long) ordinals[i] * query.dimension());
        }
    }
}
