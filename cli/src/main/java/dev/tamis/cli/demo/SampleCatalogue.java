package dev.tamis.cli.demo;

import dev.tamis.cli.terminal.Failure;
import dev.tamis.cli.terminal.Json;
import dev.tamis.cli.terminal.Progress;
import dev.tamis.client.BulkResult;
import dev.tamis.client.Refresh;
import dev.tamis.client.TamisClient;
import dev.tamis.common.contract.collection.CreateCollection;
import dev.tamis.common.contract.ranking.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/// The sample shop that comes with the command: items and what users did with them.
final class SampleCatalogue {

    static final String COLLECTION = "demo";
    private static final int CHUNK = 128;
    private static final Duration DAY = Duration.ofDays(1);

    private final TamisClient tamis;
    private final Progress progress;

    SampleCatalogue(TamisClient tamis, Progress progress) {
        this.tamis = tamis;
        this.progress = progress;
    }

    /// Loads it into the collection `demo`, which is made if there is none. Loading again changes nothing.
    void load() {
        if (tamis.collection(COLLECTION).isEmpty()) {
            tamis.createCollection(CreateCollection.named(COLLECTION));
        }
        long begin = System.nanoTime();
        List<String> items = lines("/demo/catalogue.ndjson");
        for (int from = 0; from < items.size(); from += CHUNK) {
            int to = Math.min(from + CHUNK, items.size());
            store(items.subList(from, to), to == items.size());
            progress.update((double) to / items.size(), () -> "loading the sample catalogue");
        }
        List<Event> events = events(Instant.now());
        tamis.record(events);
        progress.note("loaded %,d items and %,d events into '%s', %.1f s"
                .formatted(items.size(), events.size(), COLLECTION, (System.nanoTime() - begin) / 1e9));
    }

    private void store(List<String> items, boolean last) {
        byte[] body = String.join("\n", items).getBytes(StandardCharsets.UTF_8);
        BulkResult result = tamis.putLines(COLLECTION, body, last ? Refresh.WAIT : Refresh.LATER);
        if (!result.failures().isEmpty()) {
            throw Failure.failed("the sample catalogue could not be stored: "
                    + result.failures().getFirst());
        }
    }

    /// The events, as long before `now` as their `daysAgo` says.
    static List<Event> events(Instant now) {
        return lines("/demo/events.ndjson").stream()
                .map(line -> event(line, now))
                .toList();
    }

    private static Event event(String line, Instant now) {
        ObjectNode json = Json.mapper().readValue(line, ObjectNode.class);
        double daysAgo = json.remove("daysAgo").asDouble();
        json.put(
                "timestamp",
                now.minusMillis(Math.round(daysAgo * DAY.toMillis())).toString());
        json.put("collection", COLLECTION);
        return Json.mapper().treeToValue(json, Event.class);
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Objects.requireNonNull(SampleCatalogue.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
