package dev.tamis.training.data;

import dev.tamis.common.kernel.Normalization;
import java.util.Arrays;

/// Vectors in one array, row-major: vector `i` starts at `i * dimension`. The array is shared, not copied.
public final class Rows implements Vectors {

    private final float[] values;
    private final int dimension;

    /// @throws IllegalArgumentException if the array does not hold whole vectors
    public Rows(float[] values, int dimension) {
        if (dimension < 1 || values.length % dimension != 0) {
            throw new IllegalArgumentException(
                    "%d floats are no whole vectors of %d".formatted(values.length, dimension));
        }
        this.values = values;
        this.dimension = dimension;
    }

    @Override
    public int count() {
        return values.length / dimension;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    /// The array itself.
    public float[] values() {
        return values;
    }

    @Override
    public void copy(int from, int count, float[] into) {
        System.arraycopy(values, from * dimension, into, 0, count * dimension);
    }

    /// A copy of one vector.
    public float[] row(int index) {
        return Arrays.copyOfRange(values, index * dimension, (index + 1) * dimension);
    }

    /// A copy of chosen vectors, in their order.
    public Rows select(int[] indexes) {
        float[] chosen = new float[indexes.length * dimension];
        for (int i = 0; i < indexes.length; i++) {
            System.arraycopy(values, indexes[i] * dimension, chosen, i * dimension, dimension);
        }
        return new Rows(chosen, dimension);
    }

    /// The mean of all vectors; zeros if there are none.
    public float[] mean() {
        double[] sums = new double[dimension];
        for (int i = 0; i < values.length; i++) {
            sums[i % dimension] += values[i];
        }
        float[] mean = new float[dimension];
        for (int j = 0; j < dimension; j++) {
            mean[j] = (float) (sums[j] / Math.max(1, count()));
        }
        return mean;
    }

    /// A copy of all vectors less `mean`, each scaled to norm 1; a vector that equals the mean becomes zeros.
    public Rows centred(float[] mean) {
        float[] centred = new float[values.length];
        for (int i = 0; i < count(); i++) {
            float[] row = row(i);
            for (int j = 0; j < dimension; j++) {
                row[j] -= mean[j];
            }
            Normalization.normalize(row);
            System.arraycopy(row, 0, centred, i * dimension, dimension);
        }
        return new Rows(centred, dimension);
    }
}
