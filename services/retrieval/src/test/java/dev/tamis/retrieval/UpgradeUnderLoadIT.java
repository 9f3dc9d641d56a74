package dev.tamis.retrieval;

import static dev.tamis.retrieval.UpgradeSteps.D;
import static dev.tamis.retrieval.UpgradeSteps.NEW;
import static dev.tamis.retrieval.UpgradeSteps.OLD;
import static dev.tamis.retrieval.UpgradeSteps.itemOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.collection.Collections;
import dev.tamis.common.contract.retrieval.RetrievalRequest;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.testkit.Caller.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A collection is upgraded, rolled back, upgraded again and cleaned up while others write to it and search it without
/// knowing of that, as gateways do: they believe what they last heard of its model until they are told otherwise.
class UpgradeUnderLoadIT extends RunningService {

    private static final int WRITERS = 3;
    private static final int SEARCHERS = 2;
    private static final int ITEMS = 40;
    /// Between two writes.
    private static final Duration PAUSE = Duration.ofMillis(30);
    /// While so much is written, some items always wait for their vectors.
    private static final int TOLERATED = 10;

    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger searches = new AtomicInteger();

    @Test
    void writersAndSearchersNoticeNothingAndNothingIsLost() throws Exception {
        create(OLD, D);
        var shop = new UpgradeSteps(caller, name);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Stream<Callable<Void>> writers = IntStream.range(0, WRITERS).mapToObj(i -> () -> write(shop, i));
            Stream<Callable<Void>> searchers = IntStream.range(0, SEARCHERS).mapToObj(i -> () -> search(shop));
            Stream<Callable<Void>> embedders = Stream.of(() -> embed(shop));
            List<Future<Void>> running = Stream.of(writers, searchers, embedders)
                    .flatMap(each -> each)
                    .map(threads::submit)
                    .toList();
            try {
                shop.start();
                shop.copyAll();
                untilDone(shop, "switch?waiting=" + TOLERATED);
                untilDone(shop, "rollback?waiting=" + TOLERATED);
                untilDone(shop, "switch?waiting=" + TOLERATED);
                shop.assertSound(jdbc);
                assertThat(caller.delete(path + "/upgrade").status()).isEqualTo(204);
                int before = searches.get();
                await(() -> searches.get() > before + 20 || !failures.isEmpty(), "searches after the clean-up");
            } finally {
                over.set(true);
            }
            for (Future<Void> each : running) {
                each.get();
            }
        }

        assertThat(failures).isEmpty();
        assertThat(described().model()).isEqualTo(NEW);
        var stored = new TreeMap<String, String>();
        jdbc.query(
                "SELECT id, fields ->> 'title' FROM item WHERE collection_id = (SELECT id FROM collection WHERE name = ?) AND NOT deleted",
                row -> {
                    stored.put(row.getString(1), row.getString(2));
                },
                name);
        assertThat(stored).isEqualTo(new TreeMap<>(texts));
        shop.assertSound(jdbc);
    }

    /// Asks for a step until nothing is missing.
    private void untilDone(UpgradeSteps shop, String step) {
        await(
                () -> {
                    Answer answer = shop.step(step);
                    if (answer.status() != 200 && !answer.problem().equals("409 upgrade-not-ready")) {
                        failures.add(step + ": " + answer.body());
                    }
                    if (answer.status() == 200) {
                        shop.assertConsistent(jdbc);
                    }
                    return answer.status() == 200 || !failures.isEmpty();
                },
                step);
    }

    /// Writes and deletes items of its own, so that it knows what is stored.
    private Void write(UpgradeSteps shop, int writer) {
        var random = new SplittableRandom(writer);
        String model = OLD;
        for (int i = 0; !over.get(); i++) {
            String id = "w" + writer + "-" + random.nextInt(ITEMS);
            if (random.nextInt(4) == 0) {
                expect(200, shop.delete(id));
                texts.remove(id);
            } else {
                String text = "text " + i;
                expect(200, shop.write(model, itemOf(id, text, Map.of("number", i))));
                texts.put(id, text);
            }
            if (i % 50 == 49) {
                model = String.valueOf(described().model());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return null;
    }

    private Void search(UpgradeSteps shop) {
        String model = OLD;
        while (!over.get()) {
            String text = "text " + searches.incrementAndGet();
            var request = new RetrievalRequest(
                    text,
                    UpgradeSteps.vector(model, text),
                    model,
                    5,
                    SearchMode.HYBRID,
                    null,
                    null,
                    false,
                    null,
                    null,
                    null);
            Answer answer = caller.post(shop.path() + "/search", request);
            if (answer.problem().equals("409 vector-of-another-model")) {
                model = answer.json().path("model").asString();
            } else {
                expect(200, answer);
            }
        }
        return null;
    }

    /// Makes vectors for both spaces. Between its calls they may change places, or one of them may go.
    private Void embed(UpgradeSteps shop) {
        while (!over.get()) {
            for (Collection each : caller.get("/v1/collections?others=true")
                    .as(Collections.class)
                    .collections()) {
                if (each.name().startsWith(name) && each.model() != null) {
                    try {
                        shop.embed("/v1/collections/" + each.name(), each.model());
                    } catch (AssertionError gone) {
                        if (!String.valueOf(gone.getMessage()).contains("unknown-collection")) {
                            throw gone;
                        }
                    }
                }
            }
        }
        return null;
    }

    private void expect(int status, Answer answer) {
        if (answer.status() != status) {
            failures.add(answer.status() + " " + answer.body());
        }
    }
}
