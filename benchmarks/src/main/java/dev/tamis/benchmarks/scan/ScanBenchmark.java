package dev.tamis.benchmarks.scan;

import dev.tamis.benchmarks.harness.Fork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Scan kernels, the best 200 kept, beside the bandwidth that plain reading of the same bytes reaches in the same run.
///
/// `./tamis bench scan --sizes 1000000,4000000 --node-modules node_modules`
public final class ScanBenchmark {

    private static final int HEAP_MEGABYTES = 3_000;

    private ScanBenchmark() {}

    /// Measures in a process whose memory lies in huge pages.
    ///
    /// @param arguments its options, as they were typed
    public static void run(List<String> arguments) throws IOException {
        Fork.run(ScanRun.class, HEAP_MEGABYTES, List.of("-XX:+UseTransparentHugePages"), new ArrayList<>(arguments));
    }
}
