package dev.tamis.cli.collection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.cli.Cli;
import dev.tamis.cli.Cli.Ended;
import dev.tamis.cli.StubGateway;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CollectionsCommandTest {

    private final StubGateway gateway = new StubGateway();
    private final Cli cli = new Cli().with("TAMIS_URL", gateway.url()).with("TAMIS_KEY", StubGateway.KEY);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void theListShowsWhatEachHolds() {
        gateway.create("books");

        assertThat(cli.run("collections", "list").out()).isEqualTo("""
                collection  items  without vector  index  model
                books           0               0  exact  bge-small-en-v1.5
                """);
    }

    @Test
    void anEmptyListSaysHowToFillIt() {
        assertThat(cli.run("collections", "list").out()).contains("./tamis import makes one");
        assertThat(cli.run("collections", "list", "--json").out().strip()).isEqualTo("[ ]");
    }

    @Test
    void oneIsShownWithItsAttributes() {
        gateway.create("books");

        assertThat(cli.run("collections", "show", "books").out())
                .contains("language    english", "attributes  price (number)");
        assertThat(Json.mapper()
                        .readTree(cli.run("collections", "show", "books", "--json")
                                .out())
                        .path("name")
                        .asString())
                .isEqualTo("books");
    }

    @Test
    void deletingSaysHowMuchIsGone() {
        gateway.create("books");

        Ended ended = cli.run("collections", "delete", "books");

        assertThat(ended.err()).isEqualTo("deleted 'books' with 0 items\n");
        assertThat(cli.run("collections", "show", "books").exitCode()).isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void anUnknownNameIsSaid() {
        Ended ended = cli.run("collections", "delete", "boks");

        assertThat(ended.exitCode()).isEqualTo(ExitCodes.FAILED);
        assertThat(ended.err()).startsWith("tamis: no collection is named 'boks'");
    }
}
