package dev.tamis.standalone;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/// A platform that starts at once: answers health and an empty list of collections, and keeps a run file while it
/// runs.
public final class StandaloneApplication {

    private StandaloneApplication() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        System.out.println("arguments: " + String.join(" ", args));
        if (Boolean.getBoolean("fake.refuses")) {
            System.err.println("port 8080 is in use by another program");
            System.exit(1);
        }
        Path data = Path.of(args[1]);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean health = exchange.getRequestURI().getPath().equals("/actuator/health");
            byte[] body = (health ? "{\"status\": \"UP\"}" : "{\"collections\": []}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        Files.writeString(data.resolve("admin.key"), "the-key\n");
        Path run = data.resolve("run.json");
        Files.writeString(data.resolve("run.json.part"), """
                {"pid": %d, "url": "http://127.0.0.1:%d", "services": {"gateway": %d, "embedding": %d}, "startedAt": "%s"}""".formatted(
                        ProcessHandle.current().pid(), port, port, port, Instant.now()));
        Files.move(data.resolve("run.json.part"), run, StandardCopyOption.ATOMIC_MOVE);
        if (Boolean.getBoolean("fake.leaves")) {
            System.exit(7);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> run.toFile().delete()));
        new CountDownLatch(1).await();
    }
}
