package dev.tamis.common.model;

import java.nio.ByteBuffer;

/// The types of values that are read, by their names in files.
enum ElementType {
    F32(Float.BYTES),
    F16(Short.BYTES),
    /// The upper half of a float32.
    BF16(Short.BYTES);

    private final int width;

    ElementType(int width) {
        this.width = width;
    }

    /// Bytes of a value.
    int width() {
        return width;
    }

    /// Takes the next value.
    float get(ByteBuffer bytes) {
        return switch (this) {
            case F32 -> bytes.getFloat();
            case F16 -> Float.float16ToFloat(bytes.getShort());
            case BF16 -> Float.intBitsToFloat(bytes.getShort() << Short.SIZE);
        };
    }
}
