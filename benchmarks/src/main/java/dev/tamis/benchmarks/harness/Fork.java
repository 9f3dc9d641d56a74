package dev.tamis.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A Java process of its own with this one's class path: measured code has a heap of the size it needs, and no other
/// code teaches its compiler.
public final class Fork {

    private Fork() {}

    /// The command that runs `main`, which talks to standard error for people and to standard output for programs.
    ///
    /// @param heapMegabytes the most that its heap may grow to; the environment variable `TAMIS_BENCH_MEMORY`, for
    ///     example `6g`, wins
    public static ProcessBuilder of(
            Class<?> main, long heapMegabytes, List<String> jvmOptions, List<String> arguments) {
        String asked = System.getenv().getOrDefault("TAMIS_BENCH_MEMORY", "");
        String heap = asked.isBlank() ? heapMegabytes + "m" : asked;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heap);
        command.add("-XX:+UseG1GC");
        // What a build no longer needs goes back to the machine, for the systems that are built next.
        command.add("-XX:MaxHeapFreeRatio=30");
        command.add("-XX:MinHeapFreeRatio=10");
        command.add("--add-modules=jdk.incubator.vector");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Dai.djl.offline=true");
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /// Runs `main` to its end, its output becoming this process's.
    public static void run(Class<?> main, long heapMegabytes, List<String> jvmOptions, List<String> arguments)
            throws IOException {
        Process process = of(main, heapMegabytes, jvmOptions, arguments)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        int status = process.onExit().join().exitValue();
        if (status != 0) {
            throw new IOException("%s ended with status %d".formatted(main.getSimpleName(), status));
        }
    }
}
