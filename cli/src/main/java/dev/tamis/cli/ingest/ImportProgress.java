package dev.tamis.cli.ingest;

import dev.tamis.cli.terminal.Progress;
import java.time.Duration;

/// How far an import is, how fast, and how long it will still take, judged by the bytes of the file.
final class ImportProgress {

    private final Progress progress;
    private final long size;
    private final long startPosition;
    private final long startLines;
    private final long begin = System.nanoTime();

    /// @param size of the file in bytes
    /// @param startPosition bytes and lines that an earlier run settled
    ImportProgress(Progress progress, long size, long startPosition, long startLines) {
        this.progress = progress;
        this.size = size;
        this.startPosition = startPosition;
        this.startLines = startLines;
    }

    void settled(Counts counts, long position) {
        double share = size == 0 ? 1 : (double) position / size;
        progress.update(share, () -> words(counts, position));
    }

    private String words(Counts counts, long position) {
        double seconds = seconds();
        double left = seconds * (size - position) / Math.max(1, position - startPosition);
        return "%,d items  %.0f/s  %s left%s"
                .formatted(
                        counts.lines(),
                        (counts.lines() - startLines) / Math.max(1e-3, seconds),
                        Progress.clock(Duration.ofSeconds(Math.round(left))),
                        counts.failed() == 0 ? "" : "  %,d failed".formatted(counts.failed()));
    }

    double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }
}
