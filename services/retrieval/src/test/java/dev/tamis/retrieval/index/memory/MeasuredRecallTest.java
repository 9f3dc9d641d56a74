package dev.tamis.retrieval.index.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.DenseVector;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasuredRecallTest {

    private static final int D = 64;
    private static final Effort EFFORT = Effort.recall(0.95);
    private static final IndexIdentity IDENTITY = new IndexIdentity(7, Instant.ofEpochSecond(1), D);

    private final Clusters clusters = new Clusters(D, 20, 20_260_621L);

    @Test
    void isMeasuredOnQueriesThatWereAsked() {
        try (var index = MemoryIndex.open(IDENTITY, MemoryIndexSettings.DEFAULT, null)) {
            index.apply(items(3_000), 3_000);
            index.optimize();
            assertThat(index.measureRecall(10, EFFORT)).as("nothing was asked").isEmpty();
            index.neighbours(clusters.vector(), 10, EFFORT);
            assertThat(index.measureRecall(10, EFFORT)).as("no query").isEmpty();

            index.search(clusters.vector(), 10, null, EFFORT);

            assertThat(index.measureRecall(10, EFFORT)).hasValueSatisfying(measured -> {
                assertThat(measured.search()).isBetween(0.7, 1.0);
                assertThat(measured.firstPass()).isBetween(measured.search(), 1.0);
            });
        }
    }

    @Test
    void isOfNothingWhereThereIsNothingToFind() {
        try (var index = MemoryIndex.open(IDENTITY, MemoryIndexSettings.DEFAULT, null)) {
            index.apply(List.of(new VectorChange("waits", false, null, Map.of())), 1);
            index.search(clusters.vector(), 10, null, EFFORT);

            assertThat(index.measureRecall(10, EFFORT)).isEmpty();
        }
    }

    private List<VectorChange> items(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new VectorChange("i" + i, false, DenseVector.of(clusters.vector()), Map.of()))
                .toList();
    }
}
