package dev.tamis.retrieval.index.memory;

import dev.tamis.common.kernel.Activation;
import dev.tamis.common.kernel.Matrices;
import dev.tamis.common.kernel.TopN;
import java.util.Arrays;

/// Finds for vectors the nearest of many centroids, nearly always: the centroids are grouped, and a vector is compared
/// with those near the group that it is nearest to.
///
/// With `k` centroids that takes about `17 * sqrt(k)` inner products a vector in place of `k`. The few vectors that
/// miss their nearest get one that is nearly as near, which serves as well to lie in.
final class NearestCentroid {

    /// Fewer centroids than this are all compared.
    private static final int FEW = 256;
    /// How many groups' worth of centroids a vector is compared with.
    private static final int GROUPS_SEEN = 16;
    private static final int ROUNDS = 3;
    /// Vectors that are assigned at a time, so that each group's are many enough for a product of matrices.
    static final int BATCH = 4_096;

    private final float[] centroids;
    private final int k;
    private final int d;
    private final int groups;
    private final int seen;
    private final float[] groupCentroids;
    /// For each group the centroids that its vectors are compared with, `[seen][d]`.
    private final float[][] near;

    /// Their numbers.
    private final int[][] numbers;

    /// @param centroids `[k][d]`, of norm 1
    NearestCentroid(float[] centroids, int k, int d, Workers workers) {
        this.centroids = centroids;
        this.k = k;
        this.d = d;
        groups = k < FEW ? 0 : (int) Math.round(Math.sqrt(k));
        seen = groups == 0 ? 0 : Math.min(k, GROUPS_SEEN * k / groups);
        groupCentroids = groups == 0 ? new float[0] : new SphericalKMeans(centroids, d, 5, workers).fit(groups, ROUNDS);
        near = new float[groups][];
        numbers = new int[groups][];
        workers.divide(groups, 1, (from, to) -> {
            for (int group = from; group < to; group++) {
                gather(group);
            }
        });
    }

    private void gather(int group) {
        float[] similarities = new float[k];
        float[] mean = Arrays.copyOfRange(groupCentroids, group * d, (group + 1) * d);
        Matrices.multiplyVector(centroids, k, d, mean, null, Activation.NONE, similarities);
        var best = new TopN(seen);
        for (int c = 0; c < k; c++) {
            best.offer(similarities[c], c);
        }
        int[] chosen = new int[seen];
        best.copyOrdinals(chosen);
        float[] rows = new float[seen * d];
        for (int i = 0; i < seen; i++) {
            System.arraycopy(centroids, chosen[i] * d, rows, i * d, d);
        }
        numbers[group] = chosen;
        near[group] = rows;
    }

    /// Writes the number of the centroid of each of `n` vectors to `nearest[at ..]`.
    ///
    /// @param vectors `[n][d]`, of norm 1
    void find(float[] vectors, int n, int[] nearest, int at) {
        int[] best = new int[n];
        float[] scores = new float[n];
        if (groups == 0) {
            Matrices.nearest(vectors, n, centroids, k, d, best, scores);
            System.arraycopy(best, 0, nearest, at, n);
            return;
        }
        int[] group = new int[n];
        Matrices.nearest(vectors, n, groupCentroids, groups, d, group, scores);
        int[] starts = new int[groups + 1];
        for (int i = 0; i < n; i++) {
            starts[group[i] + 1]++;
        }
        for (int g = 0; g < groups; g++) {
            starts[g + 1] += starts[g];
        }
        int[] next = starts.clone();
        int[] members = new int[n];
        for (int i = 0; i < n; i++) {
            members[next[group[i]]++] = i;
        }
        for (int g = 0; g < groups; g++) {
            int size = starts[g + 1] - starts[g];
            float[] part = new float[size * d];
            for (int i = 0; i < size; i++) {
                System.arraycopy(vectors, members[starts[g] + i] * d, part, i * d, d);
            }
            Matrices.nearest(part, size, near[g], seen, d, best, scores);
            for (int i = 0; i < size; i++) {
                nearest[at + members[starts[g] + i]] = numbers[g][best[i]];
            }
        }
    }
}
