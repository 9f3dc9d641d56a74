package dev.tamis.retrieval.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.retrieval.ItemsDeleted;
import dev.tamis.common.contract.retrieval.ItemsWritten;
import dev.tamis.common.contract.retrieval.WriteItems;
import dev.tamis.common.contract.retrieval.WriteItems.Write;
import dev.tamis.retrieval.RunningService;
import dev.tamis.retrieval.Vectors;
import dev.tamis.retrieval.collection.CollectionCatalog;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.index.memory.Contents;
import dev.tamis.retrieval.index.memory.MemoryIndex;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Random changes through the whole service, while segments are merged all the time. A million of them are made with
/// `-Dtamis.test.changes=1000000`.
class ManyChangesIT extends RunningService {

    private static final int D = 16;
    private static final int WRITERS = 4;
    private static final int LARGEST_BATCH = 400;
    private static final int CHANGES = Integer.getInteger("tamis.test.changes", 20_000);
    /// Each is changed some eight times, if it is not created again.
    private static final int IDS = Math.max(100, CHANGES / 8);

    private static final long SEED = Long.getLong("test.seed", System.nanoTime());

    @Autowired
    private MemoryIndexes memory;

    @Autowired
    private CollectionCatalog catalog;

    @Test
    void leaveExactlyTheItemsThatTheDatabaseHas() throws Exception {
        create(null, D, IndexKind.MEMORY);
        write(new Item("first", Map.of(), Map.of("number", 1, "even", false), new Vectors(D, SEED).gaussian()));
        CollectionRef collection = catalog.require(name);
        MemoryIndex index = memory.ready(collection).orElseThrow().index();

        change(index);
        memory.awaitChange(collection, lastChange());

        assertHasWhatTheDatabaseHas(index, collection);
        assertThat(memory.ready(collection).orElseThrow().index())
                .as("never replaced")
                .isSameAs(index);
        index.optimize();
        assertHasWhatTheDatabaseHas(index, collection);
    }

    private void change(MemoryIndex index) throws Exception {
        var done = new AtomicBoolean();
        try (var threads = Executors.newCachedThreadPool()) {
            var writers = new ArrayList<Future<Integer>>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(threads.submit(writer(i)));
            }
            Future<Integer> merger = threads.submit(() -> {
                int merges = 0;
                for (; !done.get(); merges++) {
                    index.optimize();
                }
                return merges;
            });
            int changes = 0;
            try {
                for (Future<Integer> each : writers) {
                    changes += each.get();
                }
            } finally {
                done.set(true);
            }
            assertThat(changes).isGreaterThanOrEqualTo(CHANGES);
            assertThat(merger.get()).as("merges").isGreaterThan(3);
        }
    }

    /// Writes and deletes in batches of any size.
    private Callable<Integer> writer(int number) {
        var random = new SplittableRandom(SEED + number);
        var vectors = new Vectors(D, SEED + number);
        return () -> {
            int changes = 0;
            while (changes < CHANGES / WRITERS) {
                List<String> ids = random.ints(1 + random.nextInt(LARGEST_BATCH), 0, IDS)
                        .distinct()
                        .mapToObj(i -> "i" + i)
                        .toList();
                if (random.nextInt(3) == 0) {
                    caller.post(path + "/items:delete", Map.of("ids", ids)).as(ItemsDeleted.class);
                } else {
                    List<Write> writes = ids.stream()
                            .map(id -> new Write(item(id, random, vectors), null))
                            .toList();
                    caller.post(path + "/items", new WriteItems(writes, null)).as(ItemsWritten.class);
                }
                changes += ids.size();
            }
            return changes;
        };
    }

    private static Item item(String id, SplittableRandom random, Vectors vectors) {
        boolean waits = random.nextInt(20) == 0;
        return new Item(
                id,
                Map.of(),
                Map.of("number", random.nextInt(1_000), "even", random.nextBoolean()),
                waits ? null : vectors.gaussian());
    }

    private long lastChange() {
        Long change = jdbc.queryForObject("SELECT last_change FROM collection WHERE name = ?", Long.class, name);
        return change == null ? 0 : change;
    }

    private void assertHasWhatTheDatabaseHas(MemoryIndex index, CollectionRef collection) {
        Map<String, Contents.Held> held = Contents.of(index);
        Map<String, String> wrong = new HashMap<>();
        int[] items = {0};
        jdbc.query("""
                SELECT id, vector::real[], (attributes->>'number')::float8, (attributes->>'even')::boolean
                FROM %s WHERE NOT deleted
                """.formatted(collection.partition()), row -> {
            items[0]++;
            String id = row.getString(1);
            Contents.Held found = held.remove(id);
            DenseVector vector = vector(row.getArray(2));
            if (found == null) {
                wrong.put(id, "is lost");
            } else if (!Objects.equals(found.vector(), vector)) {
                wrong.put(id, "has vector %s, not %s".formatted(found.vector(), vector));
            } else if (!found.attributes().equals(Map.of("number", row.getDouble(3), "even", row.getBoolean(4)))) {
                wrong.put(id, "has attributes " + found.attributes());
            }
        });
        held.keySet().forEach(id -> wrong.put(id, "is not in the database"));

        assertThat(wrong)
                .as("of %d items, rerun with -Dtest.seed=%d", items[0], SEED)
                .isEmpty();
        assertThat(items[0]).isGreaterThan(IDS / 4);
    }

    private static @Nullable DenseVector vector(@Nullable Array sent) throws SQLException {
        if (sent == null) {
            return null;
        }
        Float[] values = (Float[]) sent.getArray();
        float[] vector = new float[values.length];
        for (int j = 0; j < vector.length; j++) {
            vector[j] = values[j];
        }
        return DenseVector.of(vector);
    }
}
