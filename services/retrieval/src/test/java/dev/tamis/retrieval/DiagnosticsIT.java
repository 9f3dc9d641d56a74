package dev.tamis.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.collection.Diagnostics;
import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.common.contract.collection.IndexState;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.retrieval.RetrievalRequest;
import dev.tamis.common.contract.search.SearchMode;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiagnosticsIT extends RunningService {

    private static final int D = 8;

    private final SplittableRandom random = new SplittableRandom(20_260_621L);

    @Test
    void tellsHowTheIndexInMemoryIs() {
        create(null, D, IndexKind.MEMORY);
        long change = write(IntStream.range(0, 500)
                        .mapToObj(i -> new Item("i" + i, Map.of("title", "chair"), Map.of(), gaussian()))
                        .toList())
                .change();
        search(new RetrievalRequest(
                "chair", gaussian(), null, 10, SearchMode.HYBRID, null, null, false, null, null, change));

        await(() -> diagnostics().recall() != null, "recall to be measured");
        Diagnostics found = diagnostics();

        assertThat(found.collection()).isEqualTo(name);
        assertThat(found.items()).isEqualTo(500);
        assertThat(found.vectors()).isEqualTo(500);
        assertThat(found.index()).isEqualTo(IndexKind.MEMORY);
        assertThat(found.indexState()).isEqualTo(IndexState.MEMORY);
        assertThat(List.of(found.lastChange(), found.lexicalChange(), found.denseChange()))
                .containsOnly(change);
        assertThat(found.lagSeconds()).isZero();
        assertThat(found.memory()).isNotNull();
        assertThat(found.recall()).isNotNull().satisfies(recall -> {
            assertThat(recall.queries()).isPositive();
            assertThat(recall.target()).isEqualTo(0.99);
            assertThat(recall.search()).isBetween(0.9, 1.0);
        });
        assertThat(found.geometry()).isNotNull().satisfies(geometry -> {
            assertThat(geometry.vectors()).isEqualTo(384);
            assertThat(geometry.effectiveRank()).isBetween(7.5, 8.0);
            assertThat(geometry.intrinsicDimension()).isBetween(4.0, 9.0);
        });
    }

    @Test
    void whereTheDatabaseSearchesThereIsNoIndexInMemoryToTellOf() {
        create(null, D, IndexKind.EXACT);
        long change = write(item("a", Map.of(), 1, 0, 0, 0, 0, 0, 0, 0)).change();

        Diagnostics found = diagnostics();

        assertThat(found.indexState()).isEqualTo(IndexState.EXACT);
        assertThat(found.denseChange()).isEqualTo(change);
        assertThat(found.memory()).isNull();
        assertThat(found.recall()).isNull();
        assertThat(found.geometry()).as("of one vector").isNull();
    }

    @Test
    void anUnknownCollectionIsRefused() {
        assertThat(caller.get("/v1/collections/nowhere/diagnostics").problem()).isEqualTo("404 unknown-collection");
    }

    private Diagnostics diagnostics() {
        return caller.get(path + "/diagnostics").as(Diagnostics.class);
    }

    private DenseVector gaussian() {
        float[] values = new float[D];
        for (int j = 0; j < D; j++) {
            values[j] = (float) random.nextGaussian();
        }
        return DenseVector.of(values);
    }
}
