package dev.tamis.common.kernel;

/// A query in int8, for [Int8DotProducts].
///
/// `query[j]` is within half of `scale` of `scale * value[j]`, where `scale = max |query[j]| / 127`. The
/// product of the query with a row is about `scale * rowScale * dot`.
public final class Int8Query {

    /// In `-127 .. 127`, widened to what the kernel multiplies.
    final short[] values;

    private final float scale;

    private Int8Query(short[] values, float scale) {
        this.values = values;
        this.scale = scale;
    }

    /// Quantises a query as [Quantization#int8] does a row.
    ///
    /// @throws IllegalArgumentException if a value is not finite, or there are more than 131,072
    public static Int8Query of(float[] query) {
        if (query.length > Int8DotProducts.MOST_DIMENSIONS) {
            throw new IllegalArgumentException("query: expected at most %d values, got %d"
                    .formatted(Int8DotProducts.MOST_DIMENSIONS, query.length));
        }
        short[] values = new short[query.length];
        float scale = Quantization.int8Scale(query);
        float inverse = scale == 0 ? 0 : 1 / scale;
        for (int j = 0; j < query.length; j++) {
            values[j] = (short) Math.rint(query[j] * inverse);
        }
        return new Int8Query(values, scale);
    }

    /// How many values the query has: the `d` of the rows it may be scored with.
    public int dimension() {
        return values.length;
    }

    /// What one step of the int8 values is worth, at least 0.
    public float scale() {
        return scale;
    }
}
