package dev.tamis.retrieval.index.attribute;

import dev.tamis.common.contract.GeoPoint;
import java.nio.ByteBuffer;

/// Values as bytes whose unsigned order is that of [Values#ORDER]: a byte for the type, then booleans as a byte,
/// strings as UTF-8, numbers and the two coordinates of points as 8 big-endian bytes of which the first bit is
/// turned over, or all of them below zero.
final class ValueBytes {

    static final byte BOOLEAN = 0;
    static final byte NUMBER = 1;
    static final byte STRING = 2;
    static final byte POINT = 3;

    private ValueBytes() {}

    static byte[] of(Object value) {
        return switch (value) {
            case Boolean flag -> new byte[] {BOOLEAN, (byte) (flag ? 1 : 0)};
            case Double number -> {
                byte[] bytes = new byte[1 + Double.BYTES];
                ByteBuffer.wrap(bytes).put(NUMBER).putLong(sortable(number));
                yield bytes;
            }
            case String string -> {
                byte[] utf8 = Values.utf8(string);
                byte[] bytes = new byte[1 + utf8.length];
                bytes[0] = STRING;
                System.arraycopy(utf8, 0, bytes, 1, utf8.length);
                yield bytes;
            }
            case GeoPoint(double lat, double lon) -> {
                byte[] bytes = new byte[1 + 2 * Double.BYTES];
                ByteBuffer.wrap(bytes).put(POINT).putLong(sortable(lat)).putLong(sortable(lon));
                yield bytes;
            }
            default -> throw new IllegalArgumentException("no value of an attribute: " + value);
        };
    }

    /// Ordered, unsigned, as [Double#compare] orders.
    static long sortable(double number) {
        long bits = Double.doubleToLongBits(number);
        return bits ^ (bits >> 63 | Long.MIN_VALUE);
    }

    static double number(long sortable) {
        return Double.longBitsToDouble(sortable ^ (~sortable >> 63 | Long.MIN_VALUE));
    }
}
