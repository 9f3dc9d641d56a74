package dev.tamis.retrieval.index;

import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;

/// How vectors fill their space.
final class Geometry {

    /// Below this a distance of unit vectors is that of a copy: a cosine in half precision is no more exact.
    private static final double COPY = 2e-2;
    private static final double EPSILON = 1e-7;

    private Geometry() {}

    /// How many directions vectors use: the exponential of the entropy of their matrix's singular values (Q. Garrido
    /// et al., *RankMe*, arXiv 2210.02885, equation 1).
    ///
    /// @param vectors `[n][d]`, n at least 1
    /// @return 1 to the smaller of n and d
    static double effectiveRank(float[][] vectors) {
        int n = vectors.length;
        int d = vectors[0].length;
        double[][] gram = n <= d ? gram(vectors) : gram(transposed(vectors));
        double[] eigenvalues = new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(gram)).getEigenvalues();
        double sum = 0;
        double[] singular = new double[eigenvalues.length];
        for (int i = 0; i < singular.length; i++) {
            singular[i] = Math.sqrt(Math.max(0, eigenvalues[i]));
            sum += singular[i];
        }
        double entropy = 0;
        for (double each : singular) {
            double share = each / sum + EPSILON;
            entropy -= share * Math.log(share);
        }
        return Math.clamp(Math.exp(entropy), 1, Math.min(n, d));
    }

    /// The inverse of the dimension around a point: the mean of `ln(T_k / T_j)` over its neighbours `j < k` at
    /// distances `T` (E. Levina, P. J. Bickel, *Maximum Likelihood Estimation of Intrinsic Dimension*, NIPS 2004).
    /// Points are averaged by this inverse, as D. MacKay and Z. Ghahramani's comment on it advises.
    ///
    /// @param cosines of unit vectors to the point, best first; copies of the point are left out
    /// @return not a number if there are no two neighbours at different distances
    static double inverseDimension(double[] cosines) {
        double sum = 0;
        int count = 0;
        double farthest = cosines.length == 0 ? 0 : distance(cosines[cosines.length - 1]);
        for (int j = 0; j + 1 < cosines.length; j++) {
            double near = distance(cosines[j]);
            if (near > COPY) {
                sum += Math.log(farthest / near);
                count++;
            }
        }
        return count == 0 || sum == 0 ? Double.NaN : sum / count;
    }

    private static double distance(double cosine) {
        return Math.sqrt(Math.max(0, 2 - 2 * cosine));
    }

    private static double[][] gram(float[][] rows) {
        double[][] gram = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j <= i; j++) {
                double dot = 0;
                for (int m = 0; m < rows[i].length; m++) {
                    dot += (double) rows[i][m] * rows[j][m];
                }
                gram[i][j] = dot;
                gram[j][i] = dot;
            }
        }
        return gram;
    }

    private static float[][] transposed(float[][] rows) {
        float[][] columns = new float[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int m = 0; m < columns.length; m++) {
                columns[m][i] = rows[i][m];
            }
        }
        return columns;
    }
}
