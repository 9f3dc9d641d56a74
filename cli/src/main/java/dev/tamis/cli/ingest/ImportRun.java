package dev.tamis.cli.ingest;

import dev.tamis.cli.ingest.Patience.GaveUp;
import dev.tamis.cli.ingest.Sender.Sent;
import dev.tamis.cli.ingest.SourceLine.BadLine;
import dev.tamis.cli.ingest.SourceLine.ItemLine;
import dev.tamis.cli.terminal.Failure;
import dev.tamis.client.Refresh;
import dev.tamis.client.TamisException;
import dev.tamis.common.contract.item.BulkLine;
import dev.tamis.common.contract.item.ItemStatus;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Sends a source chunk by chunk, a few at a time so that embedding is kept busy, and settles them in the order of
/// the file: the journal names the line up to which everything is settled.
final class ImportRun {

    private static final int IN_FLIGHT = 3;

    private final Sender sender;
    private final Journal journal;
    private final FailureReport failures;
    private final ImportProgress progress;
    private final Deque<InFlight> inFlight = new ArrayDeque<>();
    private volatile Counts counts;
    private volatile long settledLine;

    /// @param settledLine up to which an earlier run got
    /// @param counts of that run
    ImportRun(
            Sender sender,
            Journal journal,
            FailureReport failures,
            ImportProgress progress,
            long settledLine,
            Counts counts) {
        this.sender = sender;
        this.journal = journal;
        this.failures = failures;
        this.progress = progress;
        this.settledLine = settledLine;
        this.counts = counts;
    }

    private record InFlight(Chunk chunk, Future<Sent> answer) {}

    /// Imports what is not settled yet, and returns what became of all lines.
    ///
    /// @throws Failure if the gateway stays away; the journal then knows where to go on
    Counts run(ItemSource source) throws IOException {
        ExecutorService senders = Executors.newFixedThreadPool(IN_FLIGHT);
        try {
            var chunks = new Chunks(source, settledLine);
            for (Chunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                boolean last = chunks.atEnd();
                makeRoomFor(chunk, last);
                Chunk next = chunk;
                // Once searches see the last chunk, which nothing follows, they see all.
                Refresh refresh = last ? Refresh.WAIT : Refresh.LATER;
                inFlight.add(new InFlight(chunk, senders.submit(() -> sender.send(next, refresh))));
            }
            while (!inFlight.isEmpty()) {
                settle(inFlight.remove());
            }
            return counts;
        } finally {
            senders.shutdownNow();
        }
    }

    private void makeRoomFor(Chunk chunk, boolean last) {
        while (!inFlight.isEmpty()
                && (last
                        || inFlight.size() == IN_FLIGHT
                        || inFlight.stream().anyMatch(earlier -> earlier.chunk().overlaps(chunk)))) {
            settle(inFlight.remove());
        }
    }

    private void settle(InFlight sent) {
        counts = counts.plus(report(sent.chunk(), answer(sent)));
        settledLine = sent.chunk().lastLine();
        journal.write(settledLine, sent.chunk().position(), counts);
        progress.settled(counts, sent.chunk().position());
    }

    private Sent answer(InFlight sent) {
        try {
            return sent.answer().get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case GaveUp gaveUp ->
                    throw Failure.notRunning(
                            "no answer from the gateway, %s%n%s".formatted(gaveUp.getMessage(), howToGoOn()));
                case TamisException refused -> throw refused;
                case null, default -> throw new IllegalStateException("sending failed", failed.getCause());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Failure.failed("interrupted; " + howToGoOn());
        }
    }

    /// Also said when the process is stopped.
    String howToGoOn() {
        return "%,d items are stored; the same command goes on at line %d".formatted(counts.stored(), settledLine + 1);
    }

    private Counts report(Chunk chunk, Sent sent) {
        List<ItemLine> lines = chunk.itemLines();
        if (sent.results().size() != lines.size()) {
            throw Failure.failed("the gateway answered %d of %d lines; is it of another version?"
                    .formatted(sent.results().size(), lines.size()));
        }
        long failed = 0;
        long withoutVector = 0;
        int next = 0;
        for (SourceLine line : chunk.lines()) {
            switch (line) {
                case BadLine(long number, String problem) -> {
                    failed++;
                    failures.add(new FailureReport.FailedLine(number, "", problem));
                }
                case ItemLine readable -> {
                    BulkLine result = sent.results().get(next++);
                    if (result.problem() != null) {
                        failed++;
                        failures.add(readable.number(), result.id(), result.problem());
                    } else if (result.status() == ItemStatus.STORED_WITHOUT_VECTOR) {
                        withoutVector++;
                    }
                }
            }
        }
        return new Counts(chunk.lines().size() - failed, failed, withoutVector, sent.embedded());
    }
}
