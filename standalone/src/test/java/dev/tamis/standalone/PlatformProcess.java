package dev.tamis.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The platform in a process of its own, which can be killed.
final class PlatformProcess implements AutoCloseable {

    private final Process process;
    private final Path data;
    private final int port;

    private PlatformProcess(Process process, Path data, int port) {
        this.process = process;
        this.data = data;
        this.port = port;
    }

    /// Returns once it answers.
    static PlatformProcess start(Path data, int port) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Xmx768m",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                StandaloneApplication.class.getName(),
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port));
        builder.environment().put("TAMIS_JOBS_HEARTBEAT", "500ms");
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var started = new PlatformProcess(process, data, port);
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("Tamis is ready")) {
                Thread.ofVirtual().start(() -> lines.lines().forEach(more -> {})); // or its output would block it
                return started;
            }
        }
        throw new IOException("the platform did not start");
    }

    String url() {
        return "http://localhost:" + port;
    }

    String adminKey() throws IOException {
        return Files.readString(data.resolve("admin.key")).strip();
    }

    /// Ends it without giving it time for anything.
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
