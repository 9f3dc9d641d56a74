package dev.tamis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.cli.Cli.Ended;
import dev.tamis.cli.terminal.ExitCodes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TamisCommandTest {

    private final Cli cli = new Cli();

    @Test
    void withoutACommandItShowsThemAll() {
        Ended ended = cli.run();

        assertThat(ended.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(ended.out())
                .contains(
                        "demo",
                        "up",
                        "down",
                        "status",
                        "import",
                        "search",
                        "evaluate",
                        "collections",
                        "jobs",
                        "models",
                        "bench",
                        "test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "up",
                "down",
                "status",
                "import",
                "search",
                "evaluate",
                "collections",
                "jobs",
                "models",
                "bench",
                "test"
            })
    void everyCommandExplainsItself(String command) {
        Ended ended = cli.run(command, "--help");

        assertThat(ended.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(ended.out()).startsWith("Usage: tamis " + command);
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void helpIsACommandToo() {
        assertThat(cli.run("help").out()).isEqualTo(cli.run().out());
        assertThat(cli.run("help", "import").out())
                .isEqualTo(cli.run("import", "--help").out());
        assertThat(cli.run("help", "imort").err()).startsWith("tamis: there is no command 'imort'");
    }

    @Test
    void aMisspeltCommandIsRefusedWithASuggestion() {
        Ended ended = cli.run("serach", "x");

        assertThat(ended.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(ended.err()).contains("serach").contains("tamis search").contains("./tamis --help");
    }

    @Test
    void aMissingOptionIsNamed() {
        Ended ended = cli.run("search", "red mug");

        assertThat(ended.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(ended.err())
                .startsWith("tamis: Missing required option: '--collection=C'")
                .contains("./tamis search --help");
    }

    @Test
    void withoutAddressAndWithoutAStackHereItSaysWhatToDo(@TempDir Path data) {
        Ended ended = cli.run("status", "--data", data.toString());

        assertThat(ended.exitCode()).isEqualTo(ExitCodes.NOT_RUNNING);
        assertThat(ended.err())
                .isEqualTo(
                        "tamis: Tamis is not running here: start it with ./tamis up --data %s, or name one with --url%n"
                                .formatted(data));
    }

    @Test
    void anAddressWhereNothingListensIsSaidInPlainWords() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        Ended ended = cli.run("collections", "list", "--url", "http://127.0.0.1:" + free);

        assertThat(ended.exitCode()).isEqualTo(ExitCodes.NOT_RUNNING);
        assertThat(ended.err())
                .isEqualTo("tamis: http://127.0.0.1:%d cannot be reached: nothing listens there (connection refused)%n"
                        .formatted(free));
    }

    @Test
    void aRefusalIsItsTitleAndDetailWithoutAStackTrace() {
        try (var gateway = new StubGateway()) {
            Ended ended = cli.run("collections", "list", "--url", gateway.url(), "--key", "wrong");

            assertThat(ended.exitCode()).isEqualTo(ExitCodes.FAILED);
            assertThat(ended.err()).isEqualTo("tamis: Unknown key (401)%n  this key opens nothing%n".formatted());
        }
    }

    @Test
    void fieldsAreNamedOnceEachAlsoWhereTheDetailNamesThem() {
        try (var gateway = new StubGateway()) {
            gateway.refusesSearches("""
                    {"type": "urn:tamis:problem:invalid-request", "title": "Invalid request", "status": 400,
                     "detail": "#/k must be at least 1", "errors": [{"pointer": "#/k", "detail": "must be at least 1"},
                     {"pointer": "#/user", "detail": "is too long"}]}""");

            Ended ended = cli.run(
                    "search", "x", "--collection", "c", "--k", "0", "--url", gateway.url(), "--key", StubGateway.KEY);

            assertThat(ended.exitCode()).isEqualTo(ExitCodes.FAILED);
            assertThat(ended.err()).isEqualTo("""
                    tamis: Invalid request (400)
                      #/k must be at least 1
                      #/user: is too long
                    """);
        }
    }

    @Test
    void verboseShowsWhereItFailed() {
        try (var gateway = new StubGateway()) {
            Ended ended = cli.run("collections", "list", "--url", gateway.url(), "--key", "wrong", "--verbose");

            assertThat(ended.err()).contains("\tat dev.tamis.client.");
        }
    }

    @Test
    void anAddressThatIsNoneIsAMistakeOfTheCommandLine() {
        Ended ended = cli.run("collections", "list", "--url", "localhost:8080");

        assertThat(ended.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(ended.err()).contains("looks like http://localhost:8080, not 'localhost:8080'");
    }
}
