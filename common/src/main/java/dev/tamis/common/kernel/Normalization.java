package dev.tamis.common.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Euclidean norms, and scaling of vectors to norm 1.
///
/// Cost: one or two passes over the vector, no allocation.
///
/// Accuracy: the squares are summed in float64, so the norm of the result is within `2^-23` of 1 for any finite
/// input of up to 2^29 elements that is not zero.
public final class Normalization {

    private static final VectorSpecies<Double> DOUBLES =
            VectorSpecies.of(double.class, VectorShape.forBitSize(Lanes.BITS));

    /// As many lanes as `DOUBLES`, of half the size.
    private static final VectorSpecies<Float> FLOATS = Lanes.HALF_FLOATS;

    private static final int LANES = DOUBLES.length();

    private Normalization() {}

    /// The Euclidean norm of a vector, at least 0; of an empty one it is 0.
    public static double norm(float[] vector) {
        DoubleVector even = DoubleVector.zero(DOUBLES);
        DoubleVector odd = DoubleVector.zero(DOUBLES);
        int j = 0;
        for (; j <= vector.length - 2 * LANES; j += 2 * LANES) {
            DoubleVector x = (DoubleVector)
                    FloatVector.fromArray(FLOATS, vector, j).convertShape(VectorOperators.F2D, DOUBLES, 0);
            DoubleVector y = (DoubleVector)
                    FloatVector.fromArray(FLOATS, vector, j + LANES).convertShape(VectorOperators.F2D, DOUBLES, 0);
            even = x.fma(x, even);
            odd = y.fma(y, odd);
        }
        double squares = even.add(odd).reduceLanes(VectorOperators.ADD);
        for (; j < vector.length; j++) {
            squares += (double) vector[j] * vector[j];
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
