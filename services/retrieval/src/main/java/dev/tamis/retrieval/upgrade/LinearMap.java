package dev.tamis.retrieval.upgrade;

import dev.tamis.common.kernel.DotProducts;
import dev.tamis.common.kernel.Normalization;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/// A linear map between two spaces of vectors, which is good for their directions: norms count for nothing.
final class LinearMap {

    /// Penalties that are tried, in shares of the mean variance of a direction.
    private static final double[] PENALTIES = {0.001, 0.01, 0.1, 1};
    /// Of so many rows one is held out.
    private static final int HELD_OUT = 5;

    /// A map, and how good it is.
    ///
    /// @param cosine of mapped to true vectors, in the mean over rows it was not fitted on
    record Fitted(LinearMap map, double cosine) {}

    private final int from;
    private final int to;
    /// `[to][from]`, row-major.
    private final float[] weights;

    private LinearMap(int from, float[] weights) {
        this.from = from;
        this.to = weights.length / from;
        this.weights = weights;
    }

    /// Fits a map by ridge regression on four fifths of the rows, with the penalty that does best on the rest.
    ///
    /// Cost: `n * from * (from + to)` multiply-adds, and `from^2 * (from + to)` for each penalty.
    ///
    /// @param sources `[n][from]`, of norm 1, in an order that says nothing
    /// @param targets `[n][to]`, of norm 1, row for row
    static Fitted fit(List<float[]> sources, List<float[]> targets) {
        int held = sources.size() / HELD_OUT;
        RealMatrix x = matrix(sources.subList(held, sources.size()));
        RealMatrix gram = x.transposeMultiply(x);
        RealMatrix moments = x.transposeMultiply(matrix(targets.subList(held, targets.size())));
        double variance = gram.getTrace() / gram.getRowDimension();
        Fitted best = null;
        for (double penalty : PENALTIES) {
            LinearMap map = solve(gram, moments, penalty * variance);
            double cosine = map.cosine(sources.subList(0, held), targets.subList(0, held));
            if (best == null || cosine > best.cosine) {
                best = new Fitted(map, cosine);
            }
        }
        if (best == null) {
            throw new AssertionError("there are penalties");
        }
        return best;
    }

    /// Reads what [#toBytes] wrote.
    ///
    /// @param from dimension of the vectors it takes
    static LinearMap of(byte[] bytes, int from) {
        float[] weights = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(weights);
        return new LinearMap(from, weights);
    }

    /// Dimension of the vectors it takes.
    int from() {
        return from;
    }

    /// @return of any norm
    float[] map(float[] vector) {
        float[] mapped = new float[to];
        DotProducts.score(vector, weights, mapped);
        return mapped;
    }

    /// The weights as little-endian float32, one row a dimension of the target.
    byte[] toBytes() {
        var bytes = ByteBuffer.allocate(weights.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(weights);
        return bytes.array();
    }

    private static LinearMap solve(RealMatrix gram, RealMatrix moments, double penalty) {
        RealMatrix penalized = gram.copy();
        for (int j = 0; j < penalized.getRowDimension(); j++) {
            penalized.addToEntry(j, j, penalty);
        }
        // Rounding makes the two halves of a product of large matrices differ a little.
        RealMatrix solved =
                new CholeskyDecomposition(penalized, 1e-9, 0).getSolver().solve(moments);
        int from = solved.getRowDimension();
        float[] weights = new float[from * solved.getColumnDimension()];
        for (int i = 0; i < solved.getColumnDimension(); i++) {
            for (int j = 0; j < from; j++) {
                weights[i * from + j] = (float) solved.getEntry(j, i);
            }
        }
        return new LinearMap(from, weights);
    }

    private double cosine(List<float[]> sources, List<float[]> targets) {
        double sum = 0;
        for (int i = 0; i < sources.size(); i++) {
            float[] mapped = map(sources.get(i));
            sum += DotProducts.dot(mapped, 0, targets.get(i), 0, to) / Normalization.norm(mapped);
        }
        return sum / sources.size();
    }

    private static RealMatrix matrix(List<float[]> rows) {
        double[][] values = new double[rows.size()][];
        for (int i = 0; i < values.length; i++) {
            float[] row = rows.get(i);
            values[i] = new double[row.length];
            for (int j = 0; j < row.length; j++) {
                values[i][j] = row[j];
            }
        }
        return MatrixUtils.createRealMatrix(values);
    }
}
