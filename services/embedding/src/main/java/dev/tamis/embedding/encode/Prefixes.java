package dev.tamis.embedding.encode;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.kernel.Normalization;
import java.util.Arrays;

/// Shorter vectors from longer ones: their first dimensions, which are the most telling ones of models that were
/// trained for it (A. Kusupati et al., *Matryoshka Representation Learning*, arXiv 2205.13147).
final class Prefixes {

    private Prefixes() {}

    /// The first dimensions of a vector, scaled to norm 1.
    ///
    /// @param dimensions at most those of the vector; if as many, the vector itself is returned
    static DenseVector cut(DenseVector vector, int dimensions) {
        if (dimensions == vector.dimension()) {
            return vector;
        }
        float[] prefix = Arrays.copyOf(vector.toArray(), dimensions);
        Normalization.normalize(prefix);
        return DenseVector.of(prefix);
    }
}
