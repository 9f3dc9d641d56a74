package dev.tamis.embedding.model;

import java.nio.FloatBuffer;

/// How a model's vectors of single tokens become the vector of the text.
public enum Pooling {
    /// The vector of the first token, `[CLS]`, stands for the text.
    CLS {
        @Override
        float[] pool(FloatBuffer states, int start, int tokens, int width) {
            float[] vector = new float[width];
            states.get(start, vector);
            return vector;
        }
    },

    /// The mean of the vectors of all tokens, special ones included.
    MEAN {
        @Override
        float[] pool(FloatBuffer states, int start, int tokens, int width) {
            float[] sum = new float[width];
            float[] token = new float[width];
            for (int i = 0; i < tokens; i++) {
                states.get(start + i * width, token);
                for (int j = 0; j < width; j++) {
                    sum[j] += token[j];
                }
            }
            for (int j = 0; j < width; j++) {
                sum[j] /= tokens;
            }
            return sum;
        }
    };

    /// One vector of `width` floats out of `states`, where those of the text's tokens lie one after the other from
    /// index `start` on.
    abstract float[] pool(FloatBuffer states, int start, int tokens, int width);
}
