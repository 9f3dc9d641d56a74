package dev.tamis.benchmarks;

import dev.tamis.client.Refresh;
import dev.tamis.client.TamisClient;
import dev.tamis.client.TamisException;
import dev.tamis.common.contract.item.Item;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Writes some items a second until it is stopped: new ones, which answer no query, and old ones with another
/// attribute.
final class WriteLoad implements Runnable {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final TamisClient tamis;
    private final String collection;
    private final List<Item> items;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    WriteLoad(TamisClient tamis, String collection, List<Item> items) {
        this.tamis = tamis;
        this.collection = collection;
        this.items = items;
    }

    int made() {
        return made.get();
    }

    int failed() {
        return failed.get();
    }

    void stop() {
        stopped.countDown();
    }

    @Override
    public void run() {
        int number = 0;
        try {
            do {
                number++;
                Item old = items.get(number % items.size());
                put(new Item(old.id(), old.fields(), Map.of("revision", number), null));
                put(new Item("filler-" + number, Map.of("title", "Filler, number " + number), Map.of(), null));
            } while (!stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void put(Item item) {
        made.incrementAndGet();
        try {
            tamis.putItem(collection, item, Refresh.LATER);
        } catch (TamisException refused) {
            failed.incrementAndGet();
            System.err.println("a write failed: " + refused.getMessage());
        }
    }
}
