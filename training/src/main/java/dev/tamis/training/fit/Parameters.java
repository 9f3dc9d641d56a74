package dev.tamis.training.fit;

import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;

/// The weights of a student, by name.
public final class Parameters {

    private static final double LEAST_SCALE = 1e-3;

    private final SequencedMap<String, Parameter> all = new LinkedHashMap<>();

    /// Adds weights that are to be fitted, by updates relative to the root mean square of where they begin.
    ///
    /// @param start where they begin; row-major, not copied, not changed
    public void add(String name, float[] start, long... shape) {
        addScaled(name, Math.max(LEAST_SCALE, size(start)), start, shape);
    }

    /// Adds weights that are to be fitted, by updates relative to `scale`.
    public void addScaled(String name, double scale, float[] start, long... shape) {
        put(name, new Parameter(false, scale, start, shape));
    }

    /// The root mean square.
    public static double size(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += value * value;
        }
        return Math.sqrt(squares / values.length);
    }

    /// Adds weights that stay as they are.
    public void addFixed(String name, float[] values, long... shape) {
        put(name, new Parameter(true, 1, values, shape));
    }

    private void put(String name, Parameter parameter) {
        if (all.put(name, parameter) != null) {
            throw new IllegalArgumentException("there are two parameters named " + name);
        }
    }

    public Set<String> names() {
        return all.keySet();
    }

    SequencedMap<String, Parameter> all() {
        return all;
    }

    /// Those that are not fixed.
    SequencedMap<String, Parameter> fitted() {
        var fitted = new LinkedHashMap<>(all);
        fitted.values().removeIf(parameter -> parameter.fixed);
        return fitted;
    }

    /// A copy of the values.
    SequencedMap<String, float[]> values() {
        var values = new LinkedHashMap<String, float[]>();
        all.forEach((name, parameter) -> values.put(name, parameter.values.clone()));
        return values;
    }

    /// Arrays of these values in the engine.
    Weights weights(NDManager manager, SequencedMap<String, float[]> values) {
        var weights = new Weights();
        all.forEach((name, parameter) -> weights.put(name, parameter.array(manager, require(values, name))));
        return weights;
    }

    /// Arrays of the present values in the engine, which collect gradients.
    Weights learning(NDManager manager) {
        var weights = new Weights();
        all.forEach((name, parameter) -> {
            var array = parameter.array(manager, parameter.values);
            if (!parameter.fixed) {
                array.setRequiresGradient(true);
            }
            weights.put(name, array);
        });
        return weights;
    }

    private static float[] require(SequencedMap<String, float[]> values, String name) {
        float[] found = values.get(name);
        if (found == null) {
            throw new IllegalArgumentException("there is no parameter named " + name);
        }
        return found;
    }
}
