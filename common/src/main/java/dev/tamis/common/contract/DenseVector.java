package dev.tamis.common.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An immutable vector of finite float32 values.
///
/// In JSON it is written as base64 of its little-endian float32 bytes (4 bytes a dimension, as OpenAI's `base64`
/// encoding), and read from that or from an array of numbers.
public final class DenseVector {

    private final float[] values;

    private DenseVector(float[] values) {
        this.values = values;
    }

    /// A vector of these values, copied.
    ///
    /// @throws IllegalArgumentException if a value is NaN or infinite
    public static DenseVector of(float... values) {
        return checked(values.clone());
    }

    /// Reads either JSON form.
    ///
    /// @throws IllegalArgumentException if it is neither, or a value is NaN or infinite
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static DenseVector fromJson(Object json) {
        return switch (json) {
            case String base64 -> fromBase64(base64);
            case List<?> numbers -> fromNumbers(numbers);
            default ->
                throw new IllegalArgumentException(
                        "a vector is an array of numbers, or base64 of little-endian float32");
        };
    }

    /// Reads the base64 form.
    ///
    /// @throws IllegalArgumentException if it is no base64 of whole float32 values
    public static DenseVector fromBase64(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        if (bytes.length % Float.BYTES != 0) {
            throw new IllegalArgumentException(
                    "a base64 vector holds 4 bytes a dimension, this one has %d bytes".formatted(bytes.length));
        }
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return checked(values);
    }

    private static DenseVector fromNumbers(List<?> numbers) {
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            if (!(numbers.get(i) instanceof Number number)) {
                throw new IllegalArgumentException("element %d of the vector is not a number".formatted(i));
            }
            values[i] = number.floatValue();
        }
        return checked(values);
    }

    private static DenseVector checked(float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("element %d of the vector is not a finite float32".formatted(i));
            }
        }
        return new DenseVector(values);
    }

    public int dimension() {
        return values.length;
    }

    /// Whether the vector has no direction, so that its cosine to anything is undefined.
    public boolean isZero() {
        for (float value : values) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    public float[] toArray() {
        return values.clone();
    }

    @JsonValue
    public String toBase64() {
        var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DenseVector that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "DenseVector[dimension=" + values.length + "]";
    }
}
