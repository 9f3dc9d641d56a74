package dev.tamis.cli.ingest;

import dev.tamis.cli.connection.Target;
import dev.tamis.cli.ingest.Journal.Entry;
import dev.tamis.cli.ingest.Journal.Subject;
import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.Failure;
import dev.tamis.cli.terminal.Progress;
import dev.tamis.client.TamisClient;
import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.collection.CreateCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Imports a file into a collection: creates it if needed, goes on after a break, and tells what became of the
/// lines.
final class Importer {

    private final Console console;
    private final Path data;
    private final Duration patience;

    /// @param data folder of the journals
    /// @param patience how long to wait for a gateway that stopped answering
    Importer(Console console, Path data, Duration patience) {
        this.console = console;
        this.data = data;
        this.patience = patience;
    }

    /// @param embedded texts for which a vector was made; others were stored with unchanged text
    /// @param seconds of this run
    /// @param itemsPerSecond of this run
    /// @param resumedAfterLine up to which an earlier run got, 0 if there was none
    record Summary(
            String collection,
            long stored,
            long failed,
            long withoutVector,
            long embedded,
            double seconds,
            double itemsPerSecond,
            long resumedAfterLine) {

        List<String> sentences() {
            var sentences = new ArrayList<String>();
            sentences.add("stored %,d items in '%s', %,d failed, %,d embedded, %.1f s, %.0f items/s"
                    .formatted(stored, collection, failed, embedded, seconds, itemsPerSecond));
            if (withoutVector > 0) {
                sentences.add("%,d have no vector yet: found lexically now, densely once embedding catches up"
                        .formatted(withoutVector));
            }
            return sentences;
        }
    }

    Summary run(Target target, String collection, Source source, boolean restart, @Nullable Path errors) {
        try (TamisClient tamis = target.client();
                ItemSource items = source.open();
                var progress = new Progress(console)) {
            describe(items, progress);
            Subject subject = subject(target, findOrCreate(tamis, collection, progress), source);
            Journal journal = Journal.of(data, subject);
            Optional<Entry> earlier = restart ? Optional.empty() : valid(journal, progress);
            long done = earlier.map(Entry::line).orElse(0L);
            Counts before = earlier.map(Entry::counts).orElse(Counts.NONE);
            var shown = new ImportProgress(
                    progress, subject.size(), earlier.map(Entry::position).orElse(0L), before.lines());
            var sender = new Sender(tamis, collection, new Patience(patience, progress));
            Counts counts;
            try (var failures = new FailureReport(progress, errors, earlier.isPresent())) {
                var run = new ImportRun(sender, journal, failures, shown, done, before);
                counts = guarded(run, items, progress);
            }
            journal.delete();
            return summary(collection, counts, before, shown.seconds(), done);
        } catch (IOException unreadable) {
            throw Failure.failed("%s cannot be read: %s".formatted(source.file(), unreadable.getMessage()));
        }
    }

    /// Runs it, and says how to go on should the process be stopped meanwhile.
    private static Counts guarded(ImportRun run, ItemSource items, Progress progress) throws IOException {
        var farewell = new Thread(() -> progress.note("stopped; " + run.howToGoOn()), "farewell");
        Runtime.getRuntime().addShutdownHook(farewell);
        try {
            return run.run(items);
        } finally {
            removeHook(farewell);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            // It has said its word.
        }
    }

    private static void describe(ItemSource items, Progress progress) {
        if (items instanceof CsvRecords csv && !csv.types().isEmpty()) {
            var described = new ArrayList<String>();
            csv.types()
                    .forEach((name, type) ->
                            described.add("%s (%s)".formatted(name, type.name().toLowerCase(java.util.Locale.ROOT))));
            progress.note("attributes: " + String.join(", ", described));
        }
    }

    private static Collection findOrCreate(TamisClient tamis, String name, Progress progress) {
        return tamis.collection(name).orElseGet(() -> {
            Collection created = tamis.createCollection(CreateCollection.named(name));
            progress.note("created collection '%s'%s"
                    .formatted(name, created.model() == null ? "" : ", embedded by " + created.model()));
            return created;
        });
    }

    private static Subject subject(Target target, Collection collection, Source source) throws IOException {
        Path file = source.file().toRealPath();
        return new Subject(
                target.url().toString(),
                collection.name(),
                collection.createdAt(),
                file.toString(),
                Files.size(file),
                Files.getLastModifiedTime(file).toInstant(),
                String.valueOf(source.mapping()));
    }

    private static Optional<Entry> valid(Journal journal, Progress progress) {
        Optional<Entry> found = journal.read();
        if (found.isEmpty()) {
            return found;
        }
        Entry entry = found.get();
        Optional<String> mismatch = journal.mismatch(entry);
        if (mismatch.isPresent()) {
            progress.note("an earlier import stopped after line %d, but %s: starting over"
                    .formatted(entry.line(), mismatch.get()));
            return Optional.empty();
        }
        progress.note("going on at line %d; --restart begins at the first".formatted(entry.line() + 1));
        return found;
    }

    private static Summary summary(String collection, Counts counts, Counts before, double seconds, long done) {
        return new Summary(
                collection,
                counts.stored(),
                counts.failed(),
                counts.withoutVector(),
                counts.embedded(),
                rounded(seconds),
                rounded((counts.lines() - before.lines()) / Math.max(1e-3, seconds)),
                done);
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
