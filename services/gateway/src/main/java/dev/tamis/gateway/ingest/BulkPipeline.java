package dev.tamis.gateway.ingest;

import dev.tamis.common.contract.item.BulkLine;
import dev.tamis.gateway.ingest.LineParser.Good;
import dev.tamis.gateway.ingest.LineParser.Parsed;
import dev.tamis.gateway.ingest.Preparation.Prepared;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// The way of lines into a collection: several batches are prepared at a time, so that the embedding service
/// always has something to do, and written one after the other in the order of the lines, so that of two with one
/// id the later wins. Lines are added by one thread; results come from another, in the order of the lines.
final class BulkPipeline {

    /// Bad lines take memory too.
    private static final int MAX_LINES = 4_096;

    private final IngestProperties properties;
    private final Preparation preparation;
    private final BatchWriter writer;
    private final boolean visible;
    private final Consumer<BulkLine> results;
    /// Empty at the end.
    private final BlockingQueue<Optional<Step>> steps;
    private final Deque<Batch> underway = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Future<?> writing;
    private final @Nullable Map<String, String> context = MDC.getCopyOfContextMap();
    private Batch batch = new Batch();

    /// @param visible whether to wait at the end until searches see what was written
    /// @param results takes what became of each line
    BulkPipeline(
            IngestProperties properties,
            Preparation preparation,
            BatchWriter writer,
            boolean visible,
            Consumer<BulkLine> results) {
        this.properties = properties;
        this.preparation = preparation;
        this.writer = writer;
        this.visible = visible;
        this.results = results;
        this.steps = new ArrayBlockingQueue<>(properties.window());
        this.writing = threads.submit(inContext(this::writeAll));
    }

    /// Takes a line, and waits while enough batches are underway.
    void add(Parsed line) throws InterruptedException {
        // A full batch waits for the next item, because only the last batch waits until searches see it.
        if (line instanceof Good && isFull()) {
            send(false);
        } else if (batch.lines().size() >= MAX_LINES) {
            send(visible);
        }
        batch.add(line);
    }

    /// Waits until all lines have their result.
    void finish() throws InterruptedException {
        send(visible);
        steps.put(Optional.empty());
        try {
            writing.get();
        } catch (ExecutionException bug) {
            throw new IllegalStateException("writing a bulk request failed", bug.getCause());
        } finally {
            threads.shutdown();
        }
    }

    private boolean isFull() {
        return batch.items().size() >= properties.batchItems()
                || batch.bytes() >= properties.batchSize().toBytes();
    }

    private void send(boolean waitUntilVisible) throws InterruptedException {
        Batch full = batch;
        batch = new Batch();
        Set<String> changing = new HashSet<>();
        underway.forEach(earlier -> changing.addAll(earlier.ids()));
        underway.add(full);
        // Besides those in the queue, one is being written and one waits for its place.
        if (underway.size() > properties.window() + 2) {
            underway.remove();
        }
        var task = new FutureTask<>(() -> writer.isBroken() ? null : preparation.prepare(full.items(), changing));
        threads.execute(inContext(task));
        steps.put(Optional.of(new Step(full, task, waitUntilVisible)));
    }

    private void writeAll() {
        RuntimeException first = null;
        while (true) {
            try {
                Optional<Step> next = steps.take();
                if (next.isEmpty()) {
                    break;
                }
                Step step = next.get();
                writer.write(step.batch, step.prepared.get(), step.visible).forEach(results);
            } catch (RuntimeException | ExecutionException bug) {
                // Go on taking, or the adding thread would wait for ever.
                first = first == null ? new IllegalStateException(bug) : first;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private Runnable inContext(Runnable work) {
        return () -> {
            if (context != null) {
                MDC.setContextMap(context);
            }
            work.run();
        };
    }

    /// @param prepared null inside if the writer was broken already
    private record Step(Batch batch, FutureTask<@Nullable Prepared> prepared, boolean visible) {}
}
