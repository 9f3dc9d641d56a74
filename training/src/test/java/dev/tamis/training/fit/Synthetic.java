package dev.tamis.training.fit;

import dev.tamis.common.kernel.Normalization;
import dev.tamis.common.kernel.RandomRotation;
import dev.tamis.training.data.JudgedSet;
import dev.tamis.training.data.Rows;
import java.util.SplittableRandom;

/// Small sets of vectors.
public final class Synthetic {

    public static final int DIMENSION = 32;

    private Synthetic() {}

    /// Items that differ most in 16 values in which queries do not differ at all, and less in 8 values in which
    /// they do: the first eight principal components of the items order them almost at random.
    public static JudgedSet mismatched(int items, int queries) {
        var random = new SplittableRandom(7);
        return JudgedSet.unlabelled("mismatched", gaussian(items, 1, 0.6, random), gaussian(queries, 0.02, 1, random));
    }

    /// Items and queries of one distribution, which has more variance in some values than in others.
    public static JudgedSet matched(int items, int queries) {
        var random = new SplittableRandom(11);
        return JudgedSet.unlabelled("matched", gaussian(items, 1, 0.6, random), gaussian(queries, 1, 0.6, random));
    }

    /// @param first deviation of the first 16 values
    /// @param second deviation of the 8 values that follow; that of the last 8 is 0.02
    private static Rows gaussian(int count, double first, double second, SplittableRandom random) {
        float[] values = new float[count * DIMENSION];
        for (int i = 0; i < count; i++) {
            float[] row = new float[DIMENSION];
            for (int j = 0; j < DIMENSION; j++) {
                double deviation = j < 16 ? first : j < 24 ? second : 0.02;
                row[j] = (float) (0.1 + random.nextGaussian() * deviation);
            }
            Normalization.normalize(row);
            System.arraycopy(row, 0, values, i * DIMENSION, DIMENSION);
        }
        return new Rows(values, DIMENSION);
    }

    /// The same vectors in another rotation of their space.
    public static Rows turned(Rows rows) {
        int d = rows.dimension();
        var rotation = new RandomRotation(d, 3);
        float[] values = new float[rows.count() * d];
        float[] out = new float[d];
        for (int i = 0; i < rows.count(); i++) {
            rotation.rotate(rows.values(), i * d, out);
            System.arraycopy(out, 0, values, i * d, d);
        }
        return new Rows(values, d);
    }

    /// The same set in another rotation of its space.
    public static JudgedSet turned(JudgedSet set) {
        return JudgedSet.unlabelled("turned", turned(set.items()), turned(set.queries()));
    }

    /// Options that fit such sets in a second or two.
    public static FitOptions options(int steps, int validateEvery) {
        return options(steps, validateEvery, 0.1);
    }

    /// The same with another rate.
    public static FitOptions options(int steps, int validateEvery, double rate) {
        return new FitOptions(steps, 64, 4, 32, 200, 0.3, rate, 0.01, 0.05, 0.5, validateEvery, 10, 0.25, 5, 2);
    }
}
