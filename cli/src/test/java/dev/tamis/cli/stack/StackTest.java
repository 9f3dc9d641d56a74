package dev.tamis.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.cli.Cli;
import dev.tamis.cli.Cli.Ended;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class StackTest {

    @TempDir
    private Path data;

    private final Cli cli = new Cli();

    @BeforeEach
    void pretendToBeTheScript() {
        System.setProperty(LaunchCommand.CLASS_PATH_PROPERTY, System.getProperty("java.class.path"));
    }

    @AfterEach
    void stop() {
        cli.run("down", "--data", data.toString());
        System.clearProperty(LaunchCommand.CLASS_PATH_PROPERTY);
    }

    @Test
    void aDetachedStartReturnsOnceItIsReadyAndDownStopsIt() throws IOException {
        Ended up = cli.run("up", "--detach", "--data", data.toString(), "--port", "9000");

        assertThat(up.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(up.out())
                .startsWith("Tamis is ready\n  gateway  http://127.0.0.1:")
                .contains("  key      in " + data.resolve("admin.key"), "  stop     ./tamis down --data " + data);
        assertThat(data.resolve("logs/tamis.log"))
                .content()
                .contains("arguments: --data %s --port 9000".formatted(data));
        ProcessHandle process = ProcessHandle.of(Json.mapper()
                        .readTree(Files.readString(data.resolve("run.json")))
                        .path("pid")
                        .asLong())
                .orElseThrow();

        Ended again = cli.run("up", "--detach", "--data", data.toString());
        assertThat(again.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(again.out()).startsWith("Tamis is running already at http://127.0.0.1:");

        Ended down = cli.run("down", "--data", data.toString());
        assertThat(down.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(down.out()).isEqualTo("Tamis is stopped; its data is in %s%n".formatted(data));
        assertThat(process.isAlive()).isFalse();
        assertThat(data.resolve("run.json")).doesNotExist();
    }

    @Test
    void statusShowsEachServiceAndTheCollections() {
        cli.run("up", "--detach", "--data", data.toString());

        Ended status = cli.run("status", "--data", data.toString());

        assertThat(status.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(status.out())
                .contains("gateway    UP\n", "embedding  UP\n", "There are no collections")
                .contains("(process ");
        JsonNode json = Json.mapper()
                .readTree(cli.run("status", "--json", "--data", data.toString()).out());
        assertThat(json.path("services").path("embedding").asString()).isEqualTo("UP");
        assertThat(json.path("collections").isArray()).isTrue();
    }

    @Test
    void aStartThatFailsShowsTheEndOfItsLogOnly() throws IOException {
        Files.createDirectory(data.resolve("logs"));
        Files.writeString(data.resolve("logs/tamis.log"), "of an earlier run\n");
        cli.with("TAMIS_JAVA_OPTS", "-Dfake.refuses=true");

        Ended up = cli.run("up", "--detach", "--data", data.toString());

        assertThat(up.exitCode()).isEqualTo(ExitCodes.FAILED);
        assertThat(up.err())
                .contains("tamis: Tamis could not start; the end of " + data.resolve("logs/tamis.log"))
                .contains("port 8080 is in use by another program")
                .doesNotContain("earlier run");
    }

    @Test
    void inTheForegroundItStaysUntilThePlatformEndsAndReturnsItsExitCode() {
        cli.with("TAMIS_JAVA_OPTS", "-Dfake.leaves=true");

        Ended up = cli.run("up", "--data", data.toString());

        assertThat(up.out()).contains("Tamis is ready\n").contains("  stop     Ctrl-C\n");
        assertThat(up.exitCode()).isEqualTo(7);
    }

    @Test
    void whatAKilledProcessLeftBehindCountsAsNotRunning() throws IOException {
        Files.writeString(data.resolve("run.json"), run(Long.MAX_VALUE, Instant.now()));

        assertThat(cli.run("status", "--data", data.toString()).exitCode()).isEqualTo(ExitCodes.NOT_RUNNING);
        assertThat(cli.run("down", "--data", data.toString()).out()).contains("not running here");
        assertThat(data.resolve("run.json")).doesNotExist();
    }

    @Test
    void aProcessThatBeganLaterAndGotTheSameNumberIsNotStopped() throws IOException {
        long ours = ProcessHandle.current().pid();
        Files.writeString(data.resolve("run.json"), run(ours, Instant.parse("2001-01-01T00:00:00Z")));

        assertThat(cli.run("down", "--data", data.toString()).out()).contains("not running here");
    }

    @Test
    void outsideOfTheScriptItSaysThatItCannotStart() {
        System.clearProperty(LaunchCommand.CLASS_PATH_PROPERTY);

        Ended up = cli.run("up", "--data", data.toString());

        assertThat(up.err()).contains("the platform can only be started through ./tamis");
    }

    private static String run(long pid, Instant startedAt) {
        return "{\"pid\": %d, \"url\": \"http://localhost:1\", \"services\": {\"gateway\": 1}, \"startedAt\": \"%s\"}"
                .formatted(pid, startedAt);
    }
}
