package dev.tamis.benchmarks.data;

/// Local intrinsic dimensionality by the maximum-likelihood estimator of E. Levina and P. J. Bickel, *Maximum
/// Likelihood Estimation of Intrinsic Dimension*, NIPS 2004, averaged over points by the inverse, as D. MacKay and Z.
/// Ghahramani's comment on it advises.
///
/// With `T_j` the distance of a point to its `j`-th nearest neighbour, the inverse of its dimension is estimated by the
/// mean of `ln(T_k / T_j)` over `j < k`. Copies of the point, at distance 0, are left out.
public final class IntrinsicDimension {

    private IntrinsicDimension() {}

    /// The dimension around unit vectors whose cosines to their nearest neighbours are given, best first.
    ///
    /// @return not a number if no point has two neighbours at different distances
    public static double ofCosines(float[][] cosines) {
        double inverse = 0;
        int points = 0;
        for (float[] row : cosines) {
            double[] distances = new double[row.length];
            for (int j = 0; j < row.length; j++) {
                distances[j] = Math.sqrt(Math.max(0, 2 - 2.0 * row[j]));
            }
            double mine = inverse(distances);
            if (mine > 0) {
                inverse += mine;
                points++;
            }
        }
        return points == 0 ? Double.NaN : points / inverse;
    }

    /// The inverse of one point's dimension from the distances to its neighbours, nearest first; 0 if unknown.
    static double inverse(double[] distances) {
        // A cosine in float32 is exact to about 1e-7, so that a copy's distance is up to 5e-4.
        double least = 1e-3;
        double farthest = distances.length == 0 ? 0 : distances[distances.length - 1];
        double sum = 0;
        int count = 0;
        for (int j = 0; j + 1 < distances.length; j++) {
            if (distances[j] > least) {
                sum += Math.log(farthest / distances[j]);
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }
}
