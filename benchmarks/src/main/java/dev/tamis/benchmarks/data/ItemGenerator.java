package dev.tamis.benchmarks.data;

import dev.tamis.benchmarks.harness.Parallel;
import dev.tamis.common.kernel.Normalization;
import java.util.SplittableRandom;

/// Makes new vectors that lie among real ones and are about as hard to search.
///
/// A new vector is `normalize((1 - a) x + a y + s (u - v))`: `x` is a real vector, `y` one of its [#NEAR] nearest, `a`
/// uniform in 0.3 .. 0.7, and `u - v` the difference between another real vector and one of its nearest: a step of the
/// size and kind that real neighbours are apart, in a direction that is not that of `x` and `y`. Without it, new
/// vectors would lie on lines, and the set would have fewer dimensions around each of them than the real one has.
///
/// The more vectors share one `x`, the more of the dimensions around each are those of the differences, so `s` falls
/// with the size of the set: `s = 0.73 - 0.08 log2(size / 200,000)`. The line was fitted so that local intrinsic
/// dimensionality and mean cosine of the extended set stay within a tenth of the real set's at 200,000, 500,000 and
/// 1,000,000; every run prints both.
///
/// Vector `i` of a set depends on the seed, the size and `i` alone.
final class ItemGenerator {

    /// How many nearest vectors of each real one it chooses from.
    static final int NEAR = 16;

    private static final long SEED = 7;
    private static final int CHUNK = 256;

    private final VectorFile real;
    private final int[][] near;
    private final float difference;

    /// A generator from real vectors.
    ///
    /// @param near the nearest vectors of each, itself left out
    /// @param size of the set that is to be
    ItemGenerator(VectorFile real, int[][] near, int size) {
        this.real = real;
        this.near = near;
        difference = difference(size);
    }

    /// The weight `s` of differences in a set of that size.
    static float difference(int size) {
        return (float) Math.clamp(0.73 - 0.08 * Math.log(size / 200_000.0) / Math.log(2), 0.2, 0.8);
    }

    /// The vectors of numbers `first` to `first + count - 1`, row after row.
    float[] generate(int first, int count) {
        int d = real.dimension();
        float[] vectors = new float[count * d];
        Parallel.forEach((count + CHUNK - 1) / CHUNK, chunk -> {
            for (int i = chunk * CHUNK; i < Math.min(count, (chunk + 1) * CHUNK); i++) {
                System.arraycopy(generate(first + i), 0, vectors, i * d, d);
            }
        });
        return vectors;
    }

    private float[] generate(int number) {
        var random = new SplittableRandom(SEED + 0x9E3779B97F4A7C15L * number);
        int from = random.nextInt(real.size());
        float[] x = real.row(from);
        float[] y = real.row(oneNear(from, random));
        int elsewhere = random.nextInt(real.size());
        float[] u = real.row(elsewhere);
        float[] v = real.row(oneNear(elsewhere, random));
        float a = (float) random.nextDouble(0.3, 0.7);
        float[] made = new float[x.length];
        for (int j = 0; j < made.length; j++) {
            made[j] = (1 - a) * x[j] + a * y[j] + difference * (u[j] - v[j]);
        }
        Normalization.normalize(made);
        return made;
    }

    private int oneNear(int index, SplittableRandom random) {
        return near[index][random.nextInt(near[index].length)];
    }
}
