package dev.tamis.benchmarks;

import dev.tamis.benchmarks.data.Sources;
import dev.tamis.client.TamisClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A stand-alone platform of the benchmark's own, on an empty data folder, driven by the `tamis` command.
final class Platform implements AutoCloseable {

    private final Path data;

    private Platform(Path data) {
        this.data = data;
    }

    static Platform start() throws IOException {
        var platform = new Platform(Files.createTempDirectory("tamis-bench"));
        platform.tamis("up", "--detach", "--port", Integer.toString(freePorts()));
        return platform;
    }

    /// Runs a command on this platform; its messages go to standard error.
    ///
    /// @return its standard output
    String tamis(String... arguments) throws IOException {
        Path home = Path.of(Objects.requireNonNull(System.getProperty("tamis.home"), "run by ./tamis bench"));
        List<String> command = new ArrayList<>();
        command.add(home.resolve("tamis").toString());
        command.add(arguments[0]);
        command.addAll(List.of("--data", data.toString()));
        command.addAll(Arrays.asList(arguments).subList(1, arguments.length));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("%s failed:%n%s".formatted(String.join(" ", command), output));
        }
        return output;
    }

    /// A client with the admin's key.
    TamisClient client() throws IOException {
        JsonNode run = Sources.JSON.readTree(Files.readString(data.resolve("run.json")));
        return TamisClient.builder(URI.create(run.get("url").asString()))
                .key(Files.readString(data.resolve("admin.key")).strip())
                .build();
    }

    private static int freePorts() throws IOException {
        // The three ports that follow are all but surely free too; if not, the platform says so.
        try (var socket = new ServerSocket(0)) {
            return Math.min(socket.getLocalPort(), 65_000);
        }
    }

    @Override
    public void close() throws IOException {
        tamis("down");
        try (Stream<Path> all = Files.walk(data)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
