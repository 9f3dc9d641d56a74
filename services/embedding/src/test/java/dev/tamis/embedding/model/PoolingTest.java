package dev.tamis.embedding.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class PoolingTest {

    /// Two texts of width 2; the first has one token, and one of padding.
    private final FloatBuffer states = FloatBuffer.wrap(new float[] {1, 2, 90, 90, 3, 4, 5, 8});

    @Test
    void clsIsTheFirstToken() {
        assertThat(Pooling.CLS.pool(states, 0, 1, 2)).containsExactly(1, 2);
        assertThat(Pooling.CLS.pool(states, 4, 2, 2)).containsExactly(3, 4);
    }

    @Test
    void meanIsThatOfTheTokensWithoutPadding() {
        assertThat(Pooling.MEAN.pool(states, 0, 1, 2)).containsExactly(1, 2);
        assertThat(Pooling.MEAN.pool(states, 4, 2, 2)).containsExactly(4, 6);
    }
}
