package dev.tamis.common.kernel;

import java.util.SplittableRandom;

/// The inner product of two float32 vectors summed in float64, and how far a float32 sum of any order may be
/// from it.
record ExactSum(double value, double magnitude, int d) {

    static ExactSum of(float[] a, int aOffset, float[] b, int bOffset, int d) {
        double value = 0;
        double magnitude = 0;
        for (int j = 0; j < d; j++) {
            double product = (double) a[aOffset + j] * b[bOffset + j];
            value += product;
            magnitude += Math.abs(product);
        }
        return new ExactSum(value, magnitude, d);
    }

    /// `gamma(d) * sum |a[j] * b[j]|`, see [DotProducts].
    double roundingBound() {
        double u = 0x1p-24;
        return d * u / (1 - d * u) * magnitude;
    }

    static float[] gaussian(SplittableRandom random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
