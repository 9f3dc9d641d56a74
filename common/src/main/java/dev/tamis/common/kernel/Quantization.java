package dev.tamis.common.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Compressed forms of one vector: signs, int8 with a scale, half precision.
public final class Quantization {

    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Quantization() {}

    /// Writes one bit per value: bit `j & 63` of `bits[j >> 6]` is set where `v[j] > 0`; bits past the end are clear.
    public static void signs(float[] v, long[] bits) {
        Arrays.fill(bits, 0);
        for (int j = 0; j < v.length; j++) {
            if (v[j] > 0) {
                bits[j >> 6] |= 1L << j;
            }
        }
    }

    /// Writes `v.length` bytes from `offset` on and returns the scale: `v[j]` is about `scale * byte[j]`.
    public static float int8(float[] v, MemorySegment rows, long offset) {
        float max = 0;
        for (float x : v) {
            max = Math.max(max, Math.abs(x));
        }
        for (int j = 0; j < v.length; j++) {
            rows.set(ValueLayout.JAVA_BYTE, offset + j, max == 0 ? 0 : (byte) Math.round(v[j] / max * 127));
        }
        return max / 127;
    }

    /// Writes `v.length` half-precision values, little-endian, from byte `offset` on.
    public static void halves(float[] v, MemorySegment rows, long offset) {
        for (int j = 0; j < v.length; j++) {
            rows.set(HALF, offset + 2L * j, Float.floatToFloat16(v[j]));
        }
    }
}
