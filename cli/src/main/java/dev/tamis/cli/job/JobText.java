package dev.tamis.cli.job;

import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.Json;
import dev.tamis.cli.terminal.Progress;
import dev.tamis.cli.terminal.Table;
import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// Jobs in words.
final class JobText {

    private JobText() {}

    static void printTable(Console console, List<Job> jobs) {
        if (jobs.isEmpty()) {
            console.out().println("There are no jobs.");
            return;
        }
        var table = new Table("job", "kind", "collection", "state", "done", "left");
        for (Job job : jobs) {
            table.row(
                    job.id().toString(),
                    job.kind(),
                    job.collection(),
                    state(job),
                    amount(job),
                    job.secondsLeft() == null ? "" : clock(job.secondsLeft()));
        }
        table.print(console);
    }

    static void print(Console console, Job job) {
        var out = console.out();
        out.println("job         " + job.id());
        out.println("kind        " + job.kind());
        out.println("collection  " + job.collection());
        out.println("state       " + state(job));
        out.println("done        " + amount(job) + " " + job.unit() + pace(job));
        new TreeMap<>(job.metrics()).forEach((name, value) -> out.println("%-11s %s".formatted(name, number(value))));
        if (job.hint() != null) {
            out.println("hint        " + job.hint());
        }
        out.println("created     " + job.createdAt());
        if (job.startedAt() != null) {
            out.println("started     " + job.startedAt() + (job.attempt() > 1 ? ", attempt " + job.attempt() : ""));
        }
        if (job.finishedAt() != null) {
            out.println("finished    " + job.finishedAt());
        }
        if (job.result() != null) {
            out.println("result      " + Json.text(job.result()));
        }
        if (job.error() != null) {
            out.println("error       " + error(job.error()));
        }
    }

    /// How far it is, in one line.
    static String progress(Job job) {
        var line = new StringBuilder(state(job) + "  " + amount(job) + " " + job.unit() + pace(job));
        new TreeMap<>(job.metrics())
                .forEach((name, value) ->
                        line.append(", ").append(name).append(' ').append(number(value)));
        return job.hint() == null
                ? line.toString()
                : line.append(": ").append(job.hint()).toString();
    }

    /// How it ended, in one line.
    static String end(Job job) {
        Instant began = job.startedAt() == null ? job.createdAt() : job.startedAt();
        String took = Progress.clock(Duration.between(began, job.updatedAt()));
        String line = "job %s %s after %s, %s %s".formatted(job.id(), state(job), took, amount(job), job.unit());
        return job.error() == null ? line : line + System.lineSeparator() + "  " + error(job.error());
    }

    private static String state(Job job) {
        String state = job.state().name().toLowerCase(Locale.ROOT);
        return job.cancelRequested() && !job.state().isFinished() ? state + ", to be cancelled" : state;
    }

    private static String amount(Job job) {
        return job.total() == null ? "%,d".formatted(job.done()) : "%,d of %,d".formatted(job.done(), job.total());
    }

    private static String pace(Job job) {
        String rate = job.rate() == null ? "" : ", %s a second".formatted(number(job.rate()));
        return job.secondsLeft() == null ? rate : rate + ", %s left".formatted(clock(job.secondsLeft()));
    }

    private static String error(Problem error) {
        return error.detail() == null ? error.title() : error.title() + ": " + error.detail();
    }

    private static String number(double value) {
        return value >= 100 ? "%,.0f".formatted(value) : "%.4g".formatted(value);
    }

    private static String clock(long seconds) {
        return Progress.clock(Duration.ofSeconds(seconds));
    }
}
