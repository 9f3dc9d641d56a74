package dev.tamis.embedding.encode;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Vectors of norm 1 as whole numbers, in the encodings of Cohere's embed API.
final class VectorCodes {

    private static final int SCALE = 127;
    private static final int OFFSET = 128;

    private VectorCodes() {}

    /// 127 times each value, rounded: -127 to 127.
    static List<Integer> int8(float[] vector) {
        return IntStream.range(0, vector.length)
                .mapToObj(i -> Math.clamp(Math.round(SCALE * vector[i]), -SCALE, SCALE))
                .toList();
    }

    /// Those of [#int8], plus 128: 1 to 255.
    static List<Integer> uint8(float[] vector) {
        return int8(vector).stream().map(value -> value + OFFSET).toList();
    }

    /// A bit for each dimension, 1 if its value is positive, the first in the highest bit of the first byte: 0 to 255.
    /// What is left of the last byte is 0.
    static List<Integer> ubinary(float[] vector) {
        var bytes = new Integer[Math.ceilDiv(vector.length, Byte.SIZE)];
        Arrays.fill(bytes, 0);
        for (int i = 0; i < vector.length; i++) {
            if (vector[i] > 0) {
                bytes[i / Byte.SIZE] |= 0x80 >> i % Byte.SIZE;
            }
        }
        return List.of(bytes);
    }

    /// Those of [#ubinary], minus 128: -128 to 127.
    static List<Integer> binary(float[] vector) {
        return ubinary(vector).stream().map(value -> value - OFFSET).toList();
    }
}
