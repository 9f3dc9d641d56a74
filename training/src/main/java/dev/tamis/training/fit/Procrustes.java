package dev.tamis.training.fit;

import dev.tamis.training.data.Rows;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/// The rotation (or reflection) that takes vectors of one space nearest to the same things' vectors of another:
/// it minimises the sum of `|M from_i - to_i|^2` (P. Schonemann, *A generalized solution of the orthogonal
/// Procrustes problem*, Psychometrika 31, 1966).
public final class Procrustes {

    private Procrustes() {}

    /// Cost: `n * d^2` multiply-adds, and `O(d^3)`.
    ///
    /// @param from vectors, centred
    /// @param to vectors of the same things in the same order, centred, of the same dimension
    /// @return `M`, `[d, d]`, row-major
    public static float[] rotation(Rows from, Rows to) {
        int d = from.dimension();
        if (to.dimension() != d || to.count() != from.count()) {
            throw new IllegalArgumentException("%d vectors of %d dimensions cannot be rotated onto %d of %d"
                    .formatted(from.count(), d, to.count(), to.dimension()));
        }
        double[][] cross = new double[d][d];
        for (int i = 0; i < from.count(); i++) {
            float[] source = from.row(i);
            float[] target = to.row(i);
            for (int r = 0; r < d; r++) {
                for (int c = 0; c < d; c++) {
                    cross[r][c] += (double) target[r] * source[c];
                }
            }
        }
        var decomposition = new SingularValueDecomposition(MatrixUtils.createRealMatrix(cross));
        RealMatrix rotation = decomposition.getU().multiply(decomposition.getVT());
        float[] flat = new float[d * d];
        for (int r = 0; r < d; r++) {
            for (int c = 0; c < d; c++) {
                flat[r * d + c] = (float) rotation.getEntry(r, c);
            }
        }
        return flat;
    }
}
