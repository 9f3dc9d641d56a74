package dev.tamis.cli.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Supplier;

/// One line that says how far a long command is: redrawn in place on a terminal, else printed every five seconds.
/// Safe for use by many threads.
public final class Progress implements AutoCloseable {

    private static final int BAR = 24;
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration REPRINT = Duration.ofSeconds(5);
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream err;
    private final boolean live;
    private final long pauseNanos;
    private long shownAt;
    private boolean shown;

    public Progress(Console console) {
        this.err = console.err();
        this.live = console.live();
        this.pauseNanos = (live ? REDRAW : REPRINT).toNanos();
        this.shownAt = live ? System.nanoTime() - pauseNanos : System.nanoTime();
    }

    /// Shows how far it is, unless that was shown a moment ago.
    ///
    /// @param share done, 0 to 1
    public synchronized void update(double share, Supplier<String> words) {
        long now = System.nanoTime();
        if (now - shownAt < pauseNanos) {
            return;
        }
        shownAt = now;
        String percent = "%3d %%".formatted((int) (share * 100));
        if (live) {
            int filled = (int) Math.round(Math.clamp(share, 0, 1) * BAR);
            err.print(
                    CLEAR + "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] " + percent + "  " + words.get());
            err.flush();
            shown = true;
        } else {
            err.println(percent.strip() + "  " + words.get());
        }
    }

    /// Prints a line that stays.
    public synchronized void note(String line) {
        clear();
        err.println(line);
    }

    @Override
    public synchronized void close() {
        clear();
    }

    private void clear() {
        if (shown) {
            err.print(CLEAR);
            err.flush();
            shown = false;
        }
    }

    /// A duration as `m:ss` or `h:mm:ss`.
    public static String clock(Duration duration) {
        return duration.toHours() > 0
                ? "%d:%02d:%02d".formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart())
                : "%d:%02d".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
}
