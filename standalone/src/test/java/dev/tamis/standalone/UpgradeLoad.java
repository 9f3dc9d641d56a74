package dev.tamis.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.client.Refresh;
import dev.tamis.client.TamisClient;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.item.ItemStatus;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.common.contract.search.SearchRequest;
import dev.tamis.common.contract.search.SearchResponse;
import dev.tamis.testkit.Eventually;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/// Searches and writes a collection until it is closed, and remembers what failed.
final class UpgradeLoad implements AutoCloseable {

    private static final List<String> ADJECTIVES =
            List.of("Red", "Folding", "Waterproof", "Wooden", "Silent", "Large", "Cordless", "Heavy");
    private static final List<String> THINGS = List.of(
            "ladder", "kettle", "drill", "lamp", "tent", "bicycle pump", "garden hose", "paint brush", "door lock");

    private final TamisClient tamis;
    private final String collection;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, String> written = new ConcurrentHashMap<>();
    private final AtomicInteger searches = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();
    private volatile boolean closed;

    UpgradeLoad(TamisClient tamis, String collection) {
        this.tamis = tamis;
        this.collection = collection;
    }

    static String title(int number) {
        return "%s %s, number %d"
                .formatted(ADJECTIVES.get(number % ADJECTIVES.size()), THINGS.get(number % THINGS.size()), number);
    }

    void start() {
        threads.execute(() -> repeat(this::search));
        threads.execute(() -> repeat(this::write));
    }

    private void repeat(IntConsumer action) {
        for (int i = 0; !closed; i++) {
            try {
                action.accept(i);
            } catch (RuntimeException failed) {
                failures.add(String.valueOf(failed));
            }
        }
    }

    private void search(int number) {
        SearchMode mode = number % 2 == 0 ? SearchMode.DENSE : SearchMode.HYBRID;
        SearchResponse answer = tamis.search(
                collection,
                SearchRequest.of("a " + THINGS.get(number % THINGS.size()) + " for the house")
                        .withMode(mode));
        searches.incrementAndGet();
        if (answer.hits().size() != 10) {
            failures.add(
                    "%d hits in mode %s, degraded %s".formatted(answer.hits().size(), mode, answer.degraded()));
        }
    }

    /// New items and new texts for old ones, one after the other.
    private void write(int number) {
        String id = number % 2 == 0 ? "new" + number : "i" + number % 100;
        String title = title(1_000 + number);
        var result = tamis.putItem(collection, new Item(id, Map.of("title", title), Map.of(), null), Refresh.LATER);
        if (result.status() == ItemStatus.FAILED) {
            failures.add(String.valueOf(result.problem()));
        }
        written.put(id, title);
        writes.incrementAndGet();
    }

    /// Returns when some more searches and writes were made.
    void awaitsMore() {
        int searched = searches.get();
        int wrote = writes.get();
        Eventually.isTrue(() -> searches.get() > searched + 10 && writes.get() > wrote + 10);
    }

    /// Titles that were written, by id.
    Map<String, String> written() {
        return Map.copyOf(written);
    }

    void assertNothingFailed() {
        assertThat(failures).isEmpty();
        assertThat(searches).hasPositiveValue();
        assertThat(writes).hasPositiveValue();
    }

    @Override
    public void close() {
        closed = true;
        threads.close();
    }
}
