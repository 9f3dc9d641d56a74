package dev.tamis.cli.stack;

import dev.tamis.cli.collection.CollectionTable;
import dev.tamis.cli.connection.ConnectionOptions;
import dev.tamis.cli.connection.RunFile;
import dev.tamis.cli.connection.Target;
import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Json;
import dev.tamis.cli.terminal.Table;
import dev.tamis.cli.terminal.Version;
import dev.tamis.client.Health;
import dev.tamis.client.TamisClient;
import dev.tamis.client.TamisException;
import dev.tamis.common.contract.collection.Collection;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tamis status`.
@Command(
        name = "status",
        description = "Show the health of each service, and the collections.",
        footer = {"", "Exit code: 0 all is well, 1 a service is not up, 3 Tamis is not running."})
public final class StatusCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Option(names = "--json", description = "Print one object.")
    private boolean json;

    @Mixin
    private final ConnectionOptions connection;

    private final Console console;

    public StatusCommand(Console console) {
        this.console = console;
        this.connection = new ConnectionOptions(console);
    }

    /// @param services health by name
    /// @param collections absent if they could not be listed
    record Status(
            String version,
            URI url,
            @Nullable Long pid,
            Map<String, String> services,
            @Nullable List<Collection> collections,
            @Nullable String problem) {}

    @Override
    public Integer call() {
        Target target = connection.target();
        Status status = status(target);
        if (json) {
            console.out().println(Json.pretty(status));
        } else {
            print(status);
        }
        if ("unreachable".equals(status.services().get("gateway"))) {
            return ExitCodes.NOT_RUNNING;
        }
        boolean well =
                status.problem() == null && status.services().values().stream().allMatch("UP"::equals);
        return well ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private Status status(Target target) {
        RunFile run = connection.isNamed()
                ? null
                : RunFile.ofRunning(connection.data().folder()).orElse(null);
        var services = new LinkedHashMap<String, String>();
        if (run == null) {
            services.put("gateway", health(target.url()));
        } else {
            run.services().forEach((name, port) -> services.put(name, health(withPort(run.url(), port))));
        }
        List<Collection> collections = null;
        String problem = null;
        try (TamisClient tamis = target.client()) {
            collections = tamis.collections();
        } catch (TamisException refused) {
            problem = refused.getMessage();
        }
        return new Status(Version.text(), target.url(), run == null ? null : run.pid(), services, collections, problem);
    }

    private static String health(URI url) {
        try (TamisClient service = TamisClient.builder(url).timeout(PATIENCE).build()) {
            Health health = service.health();
            return health.status();
        } catch (TamisException unwell) {
            return unwell.problem().isEmpty() ? "unreachable" : "HTTP " + unwell.status();
        }
    }

    private static URI withPort(URI url, int port) {
        return URI.create("%s://%s:%d".formatted(url.getScheme(), url.getHost(), port));
    }

    private void print(Status status) {
        console.out()
                .println("Tamis at %s%s, command line %s"
                        .formatted(
                                status.url(),
                                status.pid() == null ? "" : " (process " + status.pid() + ")",
                                status.version()));
        console.out().println();
        var table = new Table("service", "health");
        status.services().forEach((name, health) -> table.row(name, health));
        table.print(console);
        console.out().println();
        if (status.collections() != null) {
            CollectionTable.print(console, status.collections());
        }
        if (status.problem() != null) {
            console.err().println("collections cannot be listed: " + status.problem());
        }
    }
}
