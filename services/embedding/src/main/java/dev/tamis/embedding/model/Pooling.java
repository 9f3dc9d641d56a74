package dev.tamis.embedding.model;

import java.nio.FloatBuffer;

/// How a model's vectors of single tokens become the vector of the text.
public enum Pooling {
    /// The vector of the first token, `[CLS]`, stands for the text.
    CLS {
        @Override
        float[] pool(FloatBuffer states, int tokens, int dimension) {
            float[] vector = new float[dimension];
            states.get(0, vector);
            return vector;
        }
    };

    /// One vector out of `states`, row-major of shape `[tokens][dimension]`.
    abstract float[] pool(FloatBuffer states, int tokens, int dimension);
}
