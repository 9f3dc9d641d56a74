package dev.tamis.training.data;

/// Float32 vectors of one dimension, by position. Threads may share them.
public interface Vectors {

    /// How many vectors there are.
    int count();

    /// Floats in a vector.
    int dimension();

    /// Copies the vectors `from` to `from + count`, row after row, to the begin of `into`.
    void copy(int from, int count, float[] into);
}
