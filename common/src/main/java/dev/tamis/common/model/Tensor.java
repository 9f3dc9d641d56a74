package dev.tamis.common.model;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// Float32 values in rows: the last size of the shape counts neighbours. A shape without sizes is a single value.
public final class Tensor {

    private final float[] values;
    private final int[] shape;

    private Tensor(float[] values, int[] shape) {
        this.values = values;
        this.shape = shape;
    }

    /// A tensor over these values, which are shared and not copied: nobody may write to them any more.
    ///
    /// @throws IllegalArgumentException if a size is negative or the shape does not hold as many values
    public static Tensor of(float[] values, int... shape) {
        long size = 1;
        for (int each : shape) {
            if (each < 0) {
                throw new IllegalArgumentException("shape: expected no negative sizes, got " + Arrays.toString(shape));
            }
            size = Math.multiplyExact(size, (long) each);
        }
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "values: expected %d for shape %s, got %d".formatted(size, Arrays.toString(shape), values.length));
        }
        return new Tensor(values, shape.clone());
    }

    public int[] shape() {
        return shape.clone();
    }

    /// The shape as the manifest of an artifact lists it.
    public List<Integer> sizes() {
        return IntStream.of(shape).boxed().toList();
    }

    /// How many sizes its shape has.
    public int rank() {
        return shape.length;
    }

    /// One size of the shape, the first at 0.
    ///
    /// @throws IndexOutOfBoundsException if the shape has not so many
    public int size(int axis) {
        return shape[Objects.checkIndex(axis, shape.length)];
    }

    /// How many values it has.
    public int size() {
        return values.length;
    }

    /// The values themselves, not a copy: to be read only.
    public float[] values() {
        return values;
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }
}
