package dev.tamis.training.fit;

import ai.djl.ndarray.NDArray;
import java.util.HashMap;
import java.util.Map;

/// The parameters of a student as arrays of the engine, valid for one step.
public final class Weights {

    private final Map<String, NDArray> arrays = new HashMap<>();

    void put(String name, NDArray array) {
        arrays.put(name, array);
    }

    /// @throws IllegalArgumentException if there is none of that name
    public NDArray get(String name) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("there is no parameter named " + name);
        }
        return array;
    }
}
