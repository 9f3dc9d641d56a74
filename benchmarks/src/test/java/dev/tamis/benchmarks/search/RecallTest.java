package dev.tamis.benchmarks.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.benchmarks.data.ExactSearch;
import dev.tamis.benchmarks.data.Neighbours;
import dev.tamis.benchmarks.data.VectorFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecallTest {

    private static final float[] QUERY = {1, 0};

    @TempDir
    Path folder;

    private VectorFile items;
    private Neighbours truth;

    @BeforeEach
    void fourItemsOfWhichTwoAreCopies() throws Exception {
        float[] vectors = {1, 0, 0.8f, 0.6f, 0.8f, 0.6f, 0, 1};
        var bytes = ByteBuffer.allocate(vectors.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vectors);
        items = VectorFile.open(Files.write(folder.resolve("items"), bytes.array()), 2);
        truth = ExactSearch.nearest(items, QUERY, 2, null);
    }

    @Test
    void countsACopyOfAnAnswer() {
        assertThat(recall(0, 2)).isEqualTo(1);
    }

    @Test
    void countsAnItemOnce() {
        assertThat(recall(0, 0)).isEqualTo(0.5);
    }

    @Test
    void isNotRaisedByMoreThanWhatWasAskedFor() {
        assertThat(recall(1, 2, 3)).isEqualTo(1);
        assertThat(recall(3)).isZero();
    }

    @Test
    void doesNotCountWhatTheFilterForbids() {
        int bucket = Buckets.of(0);

        assertThat(Recall.of(new int[][] {{0}}, items, QUERY, truth, bucket)).isZero();
        assertThat(Recall.of(new int[][] {{0}}, items, QUERY, truth, bucket + 1))
                .isEqualTo(0.5);
    }

    private double recall(int... found) {
        return Recall.of(new int[][] {found}, items, QUERY, truth, Buckets.ALL);
    }
}
