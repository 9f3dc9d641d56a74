package dev.tamis.retrieval.item;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Problem.FieldError;
import org.jspecify.annotations.Nullable;

/// What half precision (IEEE 754 binary16, as `halfvec` has it) can hold.
final class HalfVectors {

    private HalfVectors() {}

    /// What is wrong with a vector that is to be stored, or null if nothing is.
    static @Nullable FieldError violation(String pointer, DenseVector vector) {
        float[] values = vector.toArray();
        boolean zero = true;
        for (int j = 0; j < values.length; j++) {
            float half = Float.float16ToFloat(Float.floatToFloat16(values[j]));
            if (Float.isInfinite(half)) {
                return new FieldError(
                        pointer + "/" + j,
                        "is %s; vectors are kept in half precision, from -65504 to 65504, scale them to norm 1"
                                .formatted(values[j]));
            }
            zero &= half == 0;
        }
        return zero
                ? new FieldError(
                        pointer, "is all zeros in half precision, so that its cosine is undefined; scale it to norm 1")
                : null;
    }
}
