package dev.tamis.retrieval.index.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.tamis.common.contract.DenseVector;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryIndexSizeTest {

    private static final int ITEMS = 5_000;

    @ParameterizedTest(name = "{0} dimensions, int8 in {1}")
    @CsvSource({
        "64, MEMORY", "384, MEMORY", "768, MEMORY", "1024, MEMORY",
        "64, FILE", "384, FILE", "768, FILE", "1024, FILE"
    })
    void anItemTakesAboutWhatIsEstimated(int dimension, Rescoring rescoring) {
        MemoryIndexSettings settings = MemoryIndexSettings.DEFAULT.with(rescoring, 2);
        var identity = new IndexIdentity(7, Instant.ofEpochSecond(1), dimension);
        try (var index = MemoryIndex.open(identity, settings, null)) {
            index.apply(items(dimension), ITEMS);
            index.optimize();

            double bytes = (double) index.statistics().memoryBytes() / ITEMS;

            assertThat(bytes).isCloseTo((double) settings.bytesPerItem(dimension), withinPercentage(25));
        }
    }

    /// As products have them.
    private static List<VectorChange> items(int dimension) {
        var clusters = new Clusters(dimension, 20, 20_260_621L);
        return IntStream.range(0, ITEMS)
                .mapToObj(i -> new VectorChange(
                        "SKU-%07d".formatted(i * 37),
                        false,
                        DenseVector.of(clusters.vector()),
                        Map.of(
                                "brand", "brand " + i % 300,
                                "category", "category " + i % 20,
                                "price", i % 997 + 0.99,
                                "inStock", i % 3 != 0)))
                .toList();
    }
}
