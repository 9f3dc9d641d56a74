package dev.tamis.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A server whose parent was killed keeps running and keeps its cluster locked.
final class OrphanedServer {

    private OrphanedServer() {}

    /// Stops the server that runs on the cluster, if there is one, and waits until it is gone.
    static void stop(Path cluster) throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty()) {
            return;
        }
        long pid = Long.parseLong(lines.getFirst().strip());
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process == null || !isServerOf(cluster, pid)) {
            return; // stale: PostgreSQL itself sees that and goes on
        }
        process.destroy(); // SIGTERM: no new connections, ends when the last is closed, and its clients are gone
        try {
            process.onExit().get(20, TimeUnit.SECONDS);
        } catch (TimeoutException stuck) {
            process.destroyForcibly();
        } catch (ExecutionException failed) {
            throw new IOException("could not wait for the server of " + cluster, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// The pid may belong to someone else by now.
    private static boolean isServerOf(Path cluster, long pid) throws IOException {
        Path commandLine = Path.of("/proc", Long.toString(pid), "cmdline");
        return Files.isReadable(commandLine)
                && Files.readString(commandLine)
                        .contains(cluster.toAbsolutePath().toString());
    }
}
