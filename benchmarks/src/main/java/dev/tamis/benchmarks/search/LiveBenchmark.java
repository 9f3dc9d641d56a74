package dev.tamis.benchmarks.search;

import dev.tamis.benchmarks.harness.Fork;
import dev.tamis.benchmarks.harness.Options;
import java.io.IOException;
import java.util.List;

/// Searches one after the other on one thread, idle and while items change at a steady rate, in turns: how much longer
/// the slowest hundredth takes.
///
/// `./tamis bench live --items 200000 --upserts 1000`
public final class LiveBenchmark {

    private LiveBenchmark() {}

    /// Measures in a process of its own.
    ///
    /// @param arguments its options, as they were typed
    public static void run(List<String> arguments) throws IOException {
        int items = Options.parse(arguments).number("items", 200_000);
        Fork.run(LiveRun.class, WorkerProcess.heapMegabytes(Systems.TAMIS, items, 384), List.of(), arguments);
    }
}
