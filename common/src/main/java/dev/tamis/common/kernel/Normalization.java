package dev.tamis.common.kernel;

/// Euclidean norms, and scaling of vectors to norm 1.
///
/// Cost: two passes over the vector, no allocation.
///
/// Accuracy: the squares are summed in float64, so the norm of the result is within `2^-23` of 1 for any finite
/// input of up to 2^29 elements that is not zero.
public final class Normalization {

    private Normalization() {}

    /// The Euclidean norm of a vector.
    public static double norm(float[] vector) {
        double squares = 0;
        for (float x : vector) {
            squares += (double) x * x;
        }
        return Math.sqrt(squares);
    }

    /// Divides a vector by its Euclidean norm, in place. A zero vector is left as it is.
    public static void normalize(float[] vector) {
        double norm = norm(vector);
        if (norm == 0) {
            return;
        }
        double scale = 1 / norm;
        for (int j = 0; j < vector.length; j++) {
            vector[j] = (float) (vector[j] * scale);
        }
    }
}
