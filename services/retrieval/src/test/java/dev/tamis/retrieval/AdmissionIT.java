package dev.tamis.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.collection.Diagnostics;
import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.common.contract.collection.IndexState;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.retrieval.RetrievalResponse.Hit;
import dev.tamis.retrieval.collection.CollectionCatalog;
import dev.tamis.retrieval.follow.IndexFolder;
import dev.tamis.testkit.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// There is memory for some 1,000 items of 16 dimensions.
class AdmissionIT {

    private static final int D = 16;
    private static final int LIMIT = 100 * 1_024;

    @TempDir
    private static Path directory;

    private static OwnService service;

    private final Vectors vectors = new Vectors(D, 20_260_621L);

    @BeforeAll
    static void start() {
        service = OwnService.start(
                TestDatabase.create(),
                directory,
                "--tamis.retrieval.index.memory-limit=" + LIMIT + "B",
                "--tamis.retrieval.index.graph-threshold=1500",
                "--tamis.retrieval.index.quiet=100ms");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void forget() {
        for (String collection : List.of("first", "second", "wanted")) {
            service.caller().delete("/v1/collections/" + collection);
        }
    }

    @Test
    void aCollectionThatOutgrowsTheLimitIsSearchedByAGraphUntilItFitsAgain() {
        service.create("first", D, IndexKind.AUTO);
        service.create("second", D, IndexKind.AUTO);
        service.write("first", vectors.items(0, 300));
        service.write("second", vectors.items(0, 500));
        Path folder = folder("second");
        assertThat(service.state("second")).isEqualTo(IndexState.MEMORY);
        assertThat(folder).exists();

        service.write("second", vectors.items(500, 2_000));
        RunningService.await(() -> service.state("second") == IndexState.HNSW, "a graph");

        assertThat(how("second")).isEqualTo("hnsw");
        assertThat(how("first")).as("older").isEqualTo("memory");
        Diagnostics found = service.diagnostics("second");
        assertThat(found.index()).isEqualTo(IndexKind.AUTO);
        assertThat(found.memory()).isNull();
        assertThat(found.noRoom()).isNotNull().satisfies(noRoom -> {
            assertThat(noRoom.limitBytes()).isEqualTo(LIMIT);
            assertThat(noRoom.neededBytes()).isBetween(2_000L * D, 2_000L * 10 * D);
            assertThat(noRoom.freeBytes())
                    .as("less what the first takes")
                    .isEqualTo(LIMIT - noRoom.neededBytes() * 300 / 2_000);
        });
        assertThat(service.diagnostics("first").noRoom()).isNull();
        RunningService.await(() -> !Files.exists(folder), "its files to be deleted");

        service.caller().post("/v1/collections/second/items:delete", Map.of("ids", ids(500, 1_200)));
        service.caller().post("/v1/collections/second/items:delete", Map.of("ids", ids(1_200, 2_000)));
        RunningService.await(() -> service.state("second") == IndexState.MEMORY, "it to be in memory again");

        assertThat(how("second")).isEqualTo("memory");
        assertThat(service.diagnostics("second").noRoom()).isNull();
        assertThat(service.nearest("second", vectors.gaussian(), 1_000, true).hits())
                .extracting(Hit::id)
                .containsExactlyInAnyOrderElementsOf(ids(0, 500));
    }

    @Test
    void whereThereIsNoRoomPostgresAnswersTheSame() {
        service.create("second", D, IndexKind.AUTO);
        List<Item> items = vectors.items(0, 1_400);
        service.write("second", items);
        RunningService.await(() -> service.state("second") == IndexState.EXACT, "it to be let go of");

        assertThat(how("second")).as("too small for a graph").isEqualTo("exact");
        for (Item item : items.subList(0, 20)) {
            DenseVector query = item.vector() == null ? vectors.gaussian() : item.vector();
            assertThat(service.nearest("second", query, 1, false).hits())
                    .extracting(Hit::id)
                    .containsExactly(item.id());
        }
    }

    @Test
    void oneThatAsksForMemoryIsHeldThereAndTakesItFromTheOthers() {
        service.create("first", D, IndexKind.AUTO);
        service.write("first", vectors.items(0, 500));
        assertThat(how("first")).isEqualTo("memory");

        service.create("wanted", D, IndexKind.MEMORY);
        service.write("wanted", vectors.items(0, 1_500));
        RunningService.await(() -> service.state("first") == IndexState.EXACT, "the other to be let go of");

        assertThat(how("wanted")).isEqualTo("memory");
        assertThat(service.diagnostics("wanted").noRoom()).isNull();
        assertThat(service.diagnostics("first").noRoom())
                .isNotNull()
                .satisfies(noRoom -> assertThat(noRoom.freeBytes()).isZero());
    }

    private @Nullable String how(String collection) {
        return service.nearest(collection, vectors.gaussian(), 10, false).dense();
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "i" + i).toList();
    }

    private static Path folder(String collection) {
        var catalog = service.bean(CollectionCatalog.class);
        return directory.resolve("index").resolve(IndexFolder.nameOf(catalog.require(collection)));
    }
}
