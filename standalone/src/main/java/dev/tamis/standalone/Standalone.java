package dev.tamis.standalone;

import dev.tamis.embedding.EmbeddingApplication;
import dev.tamis.gateway.GatewayApplication;
import dev.tamis.postgres.EmbeddedDatabase;
import dev.tamis.ranking.RankingApplication;
import dev.tamis.retrieval.RetrievalApplication;
import dev.tamis.worker.WorkerApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

/// All services in one process, each with its own context and port, talking over HTTP as they do apart.
public final class Standalone implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Standalone.class);
    private static final String DATABASE = "tamis";
    private static final int SERVICES = 5;

    private final StandaloneOptions options;
    private final Path runFile;
    private final String adminKey;
    /// Closed last to first.
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private Standalone(StandaloneOptions options, DataFolder data) {
        this.options = options;
        this.runFile = data.resolve("run.json");
        this.adminKey = data.adminKey();
        parts.push(data);
    }

    /// Starts everything and returns once it answers.
    ///
    /// @throws StartRefused if the folder is in use or a port is taken
    public static Standalone start(StandaloneOptions options) {
        long begin = System.nanoTime();
        // Five contexts share one JVM, so none of them may take the logging over; logback.xml configures it for all.
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        DataFolder data = DataFolder.take(options.data());
        var standalone = new Standalone(options, data);
        try {
            requireFreePorts(options.port());
            SupervisedDatabase database = SupervisedDatabase.start(data.resolve("postgres"), DATABASE);
            standalone.parts.push(database);
            standalone.startServices(database.url(DATABASE), data);
            data.writeAtomically(standalone.runFile, standalone.runJson());
        } catch (IOException failed) {
            standalone.close();
            throw new UncheckedIOException(failed);
        } catch (RuntimeException failed) {
            standalone.close();
            throw failed;
        }
        log.atInfo()
                .addKeyValue("url", standalone.url())
                .addKeyValue("tookMillis", (System.nanoTime() - begin) / 1_000_000)
                .log("platform started");
        return standalone;
    }

    /// Address of the public API.
    public String url() {
        return "http://localhost:" + options.port();
    }

    /// Key for the public API.
    public String adminKey() {
        return adminKey;
    }

    private void startServices(String databaseUrl, DataFolder data) {
        List<String> database = List.of(
                "--spring.datasource.url=" + databaseUrl,
                "--spring.datasource.username=" + EmbeddedDatabase.USER,
                "--spring.datasource.password=none");
        var gateway = new ArrayList<>(database);
        gateway.add("--tamis.gateway.admin-key=" + adminKey);
        gateway.add("--tamis.gateway.embedding.url=http://127.0.0.1:" + port(1));
        gateway.add("--tamis.gateway.retrieval.url=http://127.0.0.1:" + port(2));
        gateway.add("--tamis.gateway.ranking.url=http://127.0.0.1:" + port(3));
        var retrieval = new ArrayList<>(database);
        retrieval.add("--tamis.retrieval.lexical.directory=" + data.resolve("lexical"));
        retrieval.add("--tamis.retrieval.index.directory=" + data.resolve("index"));
        var training = new ArrayList<>(database);
        training.add("--tamis.training.directory=" + data.resolve("training"));
        training.add("--tamis.training.client.embedding-url=http://127.0.0.1:" + port(1));
        training.add("--tamis.training.client.retrieval-url=http://127.0.0.1:" + port(2));
        startTogether(List.of(
                () -> service(EmbeddingApplication.class, "embedding", port(1), List.of()),
                () -> service(RetrievalApplication.class, "retrieval", port(2), retrieval),
                () -> service(RankingApplication.class, "ranking", port(3), database),
                () -> service(WorkerApplication.class, "training", port(4), training),
                () -> service(GatewayApplication.class, "gateway", port(0), gateway)));
    }

    /// Starts the services side by side and keeps those that started, so that a failure of one stops the others.
    private void startTogether(List<Callable<ConfigurableApplicationContext>> services) {
        RuntimeException failure = null;
        try (var threads = Executors.newFixedThreadPool(services.size())) {
            List<Future<ConfigurableApplicationContext>> starting =
                    services.stream().map(threads::submit).toList();
            for (Future<ConfigurableApplicationContext> each : starting) {
                try {
                    parts.push(each.get());
                } catch (ExecutionException failed) {
                    failure = new IllegalStateException("a service did not start", failed.getCause());
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    failure = new IllegalStateException("interrupted while starting", stopped);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static ConfigurableApplicationContext service(
            Class<?> application, String name, int port, List<String> settings) {
        var arguments = new ArrayList<>(settings);
        arguments.add("--server.port=" + port);
        arguments.add("--server.address=127.0.0.1");
        return new SpringApplicationBuilder(application)
                .properties("spring.config.name=" + name)
                .registerShutdownHook(false) // this class stops them, in order
                .run(arguments.toArray(String[]::new));
    }

    private int port(int offset) {
        return options.port() + offset;
    }

    private static void requireFreePorts(int first) {
        for (int port = first; port < first + SERVICES; port++) {
            try (var socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException taken) {
                throw new StartRefused(
                        "port %d is in use by another program; Tamis needs %d to %d: choose others with --port N"
                                .formatted(port, first, first + SERVICES - 1));
            }
        }
    }

    private String runJson() {
        return """
                {"pid": %d, "url": "%s", "services": {"gateway": %d, "embedding": %d, "retrieval": %d, "ranking": %d, "training": %d}, "startedAt": "%s"}
                """.formatted(
                ProcessHandle.current().pid(), url(), port(0), port(1), port(2), port(3), port(4), Instant.now());
    }

    /// Stops the services, gateway first, then the database.
    @Override
    public void close() {
        try {
            Files.deleteIfExists(runFile);
        } catch (IOException failed) {
            log.atWarn().setCause(failed).log("run file left behind");
        }
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failed) {
                log.atWarn().setCause(failed).log("a part did not stop cleanly");
            }
        }
    }
}
