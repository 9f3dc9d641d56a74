package dev.tamis.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.retrieval.ItemsWritten;
import dev.tamis.common.contract.retrieval.WriteItems;
import dev.tamis.common.contract.retrieval.WriteItems.Write;
import dev.tamis.retrieval.collection.CollectionCatalog;
import dev.tamis.retrieval.item.ItemChange;
import dev.tamis.retrieval.item.ItemFeed;
import dev.tamis.retrieval.item.VectorFeed;
import dev.tamis.retrieval.item.VectorRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class FeedIT extends RunningService {

    @Autowired
    ItemFeed feed;

    @Autowired
    VectorFeed vectors;

    @Autowired
    CollectionCatalog catalog;

    @Test
    void tellsTheLastChangeOfEachItemInOrder() {
        create(null, 2);
        write(item("a", Map.of("price", 1), 1, 0), item("b", Map.of()));
        write(item("a", Map.of("price", 2), 1, 0));
        caller.post(path + "/items:delete", Map.of("ids", List.of("b")));

        List<ItemChange> changes = feed.after(catalog.require(name).id(), 0, 10);

        assertThat(changes).extracting(ItemChange::id).containsExactly("a", "b");
        assertThat(changes).isSortedAccordingTo((one, other) -> Long.compare(one.change(), other.change()));
        assertThat(changes.getFirst().text()).isEqualTo("item a");
        assertThat(changes.getFirst().attributes()).isEqualTo(Map.of("price", 2));
        assertThat(changes.getLast()).isEqualTo(new ItemChange(changes.getLast().change(), "b", true, "", Map.of()));
        assertThat(feed.after(catalog.require(name).id(), changes.getFirst().change(), 10))
                .containsExactly(changes.getLast());
        assertThat(feed.after(catalog.require(name).id(), 0, 1)).containsExactly(changes.getFirst());
    }

    @Test
    void tellsVectorsAsTheyAreStored() {
        create(null, 3);
        write(
                item("é\u00df中😀", Map.of("price", 1.5, "tags", List.of("x", "y")), 1, -0.5f, 65504),
                item("b", Map.of()));
        caller.post(path + "/items:delete", Map.of("ids", List.of("b")));

        List<VectorRow> rows = vectors.after(catalog.require(name), 0, 10);

        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst())
                .isEqualTo(new VectorRow(
                        rows.getFirst().change(),
                        "é\u00df中😀",
                        false,
                        Map.of("price", 1.5, "tags", List.of("x", "y")),
                        vector(1, -0.5f, 65504)));
        assertThat(rows.getLast()).isEqualTo(new VectorRow(rows.getLast().change(), "b", true, Map.of(), null));
        assertThat(vectors.after(catalog.require(name), rows.getFirst().change(), 10))
                .containsExactly(rows.getLast());
        assertThat(vectors.after(catalog.require(name), 0, 1)).containsExactly(rows.getFirst());
    }

    @Test
    void aVectorThatComesLaterIsAChangeToo() {
        create("bge", 2);
        var waiting = new Item("a", Map.of("title", "chair"), Map.of(), null);
        long change = caller.post(path + "/items", new WriteItems(List.of(new Write(waiting, "hash")), null))
                .as(ItemsWritten.class)
                .change();

        caller.post(path + "/vectors", """
                {"vectors": [{"id": "a", "contentHash": "hash", "vector": [1, 0]}]}""");

        assertThat(vectors.after(catalog.require(name), change, 10))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.id()).isEqualTo("a");
                    assertThat(row.vector()).isEqualTo(vector(1, 0));
                });
    }

    /// A follower reads while writers commit in any order; what it has put together in the end must be what is
    /// stored.
    @Test
    void aFollowerMissesNothingThatConcurrentWritersDo() throws Exception {
        create("bge", 2);
        long id = catalog.require(name).id();
        var followed = new HashMap<String, Boolean>();
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = IntStream.range(0, 6)
                    .<Future<?>>mapToObj(writer -> writers.submit(() -> churn(writer)))
                    .toList();
            long change = 0;
            boolean last = false;
            while (!last) {
                last = running.stream().allMatch(Future::isDone);
                List<ItemChange> page;
                do {
                    page = feed.after(id, change, 7);
                    for (ItemChange each : page) {
                        assertThat(each.change()).isGreaterThan(change);
                        change = each.change();
                        followed.put(each.id(), each.deleted());
                    }
                } while (!page.isEmpty());
            }
            for (Future<?> each : running) {
                each.get();
            }
        }

        Map<String, Boolean> stored = new HashMap<>();
        jdbc.query(
                "SELECT id, deleted FROM item WHERE collection_id = ?",
                row -> {
                    stored.put(row.getString(1), row.getBoolean(2));
                },
                id);
        assertThat(followed).isEqualTo(stored).hasSize(121);
        assertThat(described().items())
                .isEqualTo(stored.values().stream().filter(deleted -> !deleted).count());
        assertThat(described().itemsWithoutVector()).isEqualTo(described().items());
    }

    private void churn(int writer) {
        for (int i = 0; i < 20; i++) {
            write(item("w" + writer + "-" + i, Map.of()), item("shared", Map.of("writer", writer)));
            if (i % 3 == 0) {
                caller.post(path + "/items:delete", Map.of("ids", List.of("w" + writer + "-" + i, "shared")));
            }
        }
    }
}
