package dev.tamis.training.fit;

import dev.tamis.common.kernel.Activation;
import dev.tamis.common.kernel.Matrices;
import dev.tamis.training.data.Vectors;
import java.util.List;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;

/// The directions in which vectors vary, most first: eigenvectors of their covariance, and the variance along
/// each.
public final class PrincipalComponents {

    /// Strengths from which a fit chooses its start; the first leaves vectors as they are.
    public static final List<Double> WHITENINGS = List.of(0.0, 0.1, 0.2, 0.3);

    private static final int BLOCK = 1_024;

    private final float[] axes;
    private final double[] variances;

    private PrincipalComponents(float[] axes, double[] variances) {
        this.axes = axes;
        this.variances = variances;
    }

    /// Cost: `n * d^2` multiply-adds in float32, summed in blocks of 1,024 vectors in float64, and `O(d^3)`.
    ///
    /// @param mean what is taken from each vector
    public static PrincipalComponents of(Vectors vectors, float[] mean) {
        int d = vectors.dimension();
        double[][] covariance = new double[d][d];
        float[] rows = new float[BLOCK * d];
        float[] columns = new float[d * BLOCK];
        float[] products = new float[d * d];
        for (int from = 0; from < vectors.count(); from += BLOCK) {
            int n = Math.min(BLOCK, vectors.count() - from);
            vectors.copy(from, n, rows);
            for (int j = 0; j < d; j++) {
                for (int i = 0; i < n; i++) {
                    columns[j * n + i] = rows[i * d + j] - mean[j];
                }
            }
            Matrices.multiply(columns, d, columns, d, n, null, Activation.NONE, products);
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    covariance[i][j] += products[i * d + j] / (double) vectors.count();
                }
            }
        }
        return of(covariance);
    }

    private static PrincipalComponents of(double[][] covariance) {
        int d = covariance.length;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < i; j++) {
                covariance[i][j] = covariance[j][i];
            }
        }
        var eigen = new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(covariance));
        float[] axes = new float[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                axes[i * d + j] = (float) eigen.getEigenvector(i).getEntry(j);
            }
        }
        return new PrincipalComponents(axes, eigen.getEigenvalues());
    }

    /// `[d, d]`, row-major: an axis of norm 1 in each row, that of the greatest variance first. Not a copy.
    public float[] axes() {
        return axes;
    }

    /// The axes, each scaled by its variance to the power of `-whitening`, so that vectors keep their squared norms
    /// in the mean. Models spread vectors along a few axes more than meaning does: with a whitening of 0.1 to 0.3
    /// cosines of short queries are often better than those of the vectors as they are.
    ///
    /// Variances below a thousandth of the greatest count as that.
    ///
    /// @param whitening one of [#WHITENINGS]
    public float[] scaledAxes(double whitening) {
        int d = variances.length;
        double[] scales = new double[d];
        double before = 0;
        double after = 0;
        for (int i = 0; i < d; i++) {
            scales[i] = Math.pow(Math.max(variances[i], 1e-3 * variances[0]), -whitening);
            before += variances[i];
            after += scales[i] * scales[i] * variances[i];
        }
        float[] scaled = new float[d * d];
        for (int i = 0; i < d * d; i++) {
            scaled[i] = (float) (axes[i] * scales[i / d] * Math.sqrt(before / after));
        }
        return scaled;
    }

    /// The variance along each axis, descending.
    public double[] variances() {
        return variances.clone();
    }
}
