package dev.tamis.common.kernel;

/// A query quantised to int8 and laid out for [Int8DotProducts].
public final class Int8Query {

    final short[] values;
    private final float scale;

    private Int8Query(short[] values, float scale) {
        this.values = values;
        this.scale = scale;
    }

    /// Quantises a query: `values[j] = round(query[j] / scale)` in `-127 .. 127`.
    public static Int8Query of(float[] query) {
        float max = 0;
        for (float x : query) {
            max = Math.max(max, Math.abs(x));
        }
        short[] values = new short[query.length];
        for (int j = 0; j < query.length && max > 0; j++) {
            values[j] = (short) Math.round(query[j] / max * 127);
        }
        return new Int8Query(values, max / 127);
    }

    /// How many values the query has, the `d` of the rows it may be scored with.
    public int dimension() {
        return values.length;
    }

    /// What one step of the int8 values is worth: `query[j]` is about `scale * values[j]`.
    public float scale() {
        return scale;
    }
}
