package dev.tamis.common.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Smaller forms of one vector of `d` finite values.
///
/// | form     | bytes            | accuracy of one value `x`                         |
/// |----------|------------------|---------------------------------------------------|
/// | `signs`  | `ceil(d/64) * 8` | its sign                                          |
/// | `int8`   | `d`, and a scale | within `scale / 2 * (1 + 2^-15)`                  |
/// | `halves` | `2 * d`          | nearest half: within `2^-11 * abs(x)`, or `2^-25` |
///
/// Cost: one or two passes over the vector, no allocation. The same input gives the same bytes on every
/// machine.
public final class Quantization {

    private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;

    /// As many lanes as `FLOATS`, of a quarter of the size; where that is less than the least vector there is,
    /// none.
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, Lanes.BITS / 4)));

    private static final int LANES = FLOATS.length();

    /// Adding it to a value of at most `2^22` and taking it away again rounds to the nearest whole, ties to
    /// even.
    private static final float ROUND = 0x1.8p23f;

    /// Below this the inverse of the scale may be infinite.
    private static final float LEAST = 0x1p-100f;

    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Quantization() {}

    /// Writes one bit per value: bit `j % 64` of `bits[j / 64]` is set where `v[j] > 0`. The other bits are
    /// cleared.
    ///
    /// @throws IllegalArgumentException if `bits` holds fewer than `d` bits
    public static void signs(float[] v, long[] bits) {
        Shapes.holds("bits", (v.length + 63L) / 64, bits.length);
        Arrays.fill(bits, 0);
        for (int j = 0; j < v.length; j++) {
            bits[j >> 6] |= (v[j] > 0 ? 1L : 0L) << j;
        }
    }

    /// Writes `d` bytes in `-127 .. 127` from `offset` on and returns the scale: `v[j]` is about `scale *
    /// byte[j]`, where `scale = max |v[j]| / 127`. Vectors with no value of at least `2^-100` become zeros,
    /// with scale 0.
    ///
    /// @throws IllegalArgumentException if a value is not finite
    /// @throws IndexOutOfBoundsException if the bytes do not fit the segment
    public static float int8(float[] v, MemorySegment rows, long offset) {
        Objects.checkFromIndexSize(offset, v.length, rows.byteSize());
        float scale = int8Scale(v);
        float inverse = scale == 0 ? 0 : 1 / scale;
        int j = 0;
        if (BYTES.length() == LANES) {
            for (; j <= v.length - LANES; j += LANES) {
                FloatVector whole = FloatVector.fromArray(FLOATS, v, j)
                        .mul(inverse)
                        .add(ROUND)
                        .sub(ROUND);
                ((ByteVector) whole.convertShape(VectorOperators.F2B, BYTES, 0))
                        .intoMemorySegment(rows, offset + j, ByteOrder.LITTLE_ENDIAN);
            }
        }
        for (; j < v.length; j++) {
            rows.set(ValueLayout.JAVA_BYTE, offset + j, (byte) Math.rint(v[j] * inverse));
        }
        return scale;
    }

    /// Writes `d` IEEE 754 binary16 values, little-endian, from byte `offset` on.
    ///
    /// @throws IllegalArgumentException if a value is not finite, or rounds to more than the greatest half,
    /// 65,504
    /// @throws IndexOutOfBoundsException if the halves do not fit the segment
    public static void halves(float[] v, MemorySegment rows, long offset) {
        Objects.checkFromIndexSize(offset, 2L * v.length, rows.byteSize());
        if (!(greatest(v) < 65_520)) {
            throw new IllegalArgumentException("v: expected values within 65504, got " + greatest(v));
        }
        for (int j = 0; j < v.length; j++) {
            rows.set(HALF, offset + 2L * j, Float.floatToFloat16(v[j]));
        }
    }

    /// The scale by which [#int8] divides.
    static float int8Scale(float[] v) {
        float greatest = greatest(v);
        if (!(greatest <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("v: expected finite values, got " + greatest);
        }
        return greatest < LEAST ? 0 : greatest / 127;
    }

    /// The greatest magnitude; NaN if there is one.
    private static float greatest(float[] v) {
        FloatVector lanes = FloatVector.zero(FLOATS);
        int j = 0;
        for (; j <= v.length - LANES; j += LANES) {
            lanes = lanes.max(FloatVector.fromArray(FLOATS, v, j).abs());
        }
        float greatest = lanes.reduceLanes(VectorOperators.MAX);
        for (; j < v.length; j++) {
            greatest = Math.max(greatest, Math.abs(v[j]));
        }
        return greatest;
    }
}
