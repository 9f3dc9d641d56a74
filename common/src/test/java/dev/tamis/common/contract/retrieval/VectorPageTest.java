package dev.tamis.common.contract.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorPageTest {

    private static final VectorPage PAGE = new VectorPage(2, List.of("ä/1", "b"), new short[] {
        Float.floatToFloat16(0.5f), Float.floatToFloat16(-2), Float.floatToFloat16(0), Float.floatToFloat16(1)
    });

    @Test
    void idsAndVectorsComeBackAsTheyWere() {
        VectorPage read = VectorPage.of(PAGE.toBytes());

        assertThat(read.dimension()).isEqualTo(2);
        assertThat(read.ids()).containsExactly("ä/1", "b");
        float[] values = new float[5];
        read.copy(0, values, 1);
        read.copy(1, values, 3);
        assertThat(values).containsExactly(0, 0.5f, -2, 0, 1);
    }

    @Test
    void nothingIsAPageToo() {
        assertThat(VectorPage.of(new VectorPage(384, List.of(), new short[0]).toBytes())
                        .ids())
                .isEmpty();
    }

    @Test
    void whatBreaksOffOrGoesOnIsNoPage() {
        byte[] bytes = PAGE.toBytes();

        for (int length : new int[] {0, 7, 9, bytes.length - 1}) {
            assertThatThrownBy(() -> VectorPage.of(Arrays.copyOf(bytes, length)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(length + " bytes are no page of vectors");
        }
        assertThatThrownBy(() -> VectorPage.of(Arrays.copyOf(bytes, bytes.length + 3)))
                .hasMessage("3 bytes follow the last vector");
        assertThatThrownBy(() -> VectorPage.of(new byte[] {0, 0, 0, 2, -1, -1, -1, -1}))
                .hasMessage("8 bytes are no page of vectors");
    }

    @Test
    void vectorsOfAnotherLengthAreRefused() {
        assertThatThrownBy(() -> new VectorPage(3, List.of("a"), new short[2]))
                .hasMessage("halves: expected 1 x 3, got 2");
    }
}
