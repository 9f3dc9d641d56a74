package dev.tamis.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.cli.Cli;
import dev.tamis.cli.Cli.Ended;
import dev.tamis.cli.StubGateway;
import dev.tamis.cli.StubModels;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {

    private final StubGateway gateway = new StubGateway();
    private final Cli cli = new Cli().with("TAMIS_URL", gateway.url()).with("TAMIS_KEY", StubGateway.KEY);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void theListShowsWhichAreActiveAndServed() {
        assertThat(cli.run("models", "list").out()).isEqualTo("""
                model   kind        collection  state   dimensions  served  why not
                shop@2  projection  books       active          64  no      the index is being built with it
                """);
        assertThat(Json.mapper()
                        .readTree(cli.run("models", "list", "--json").out())
                        .at("/0/id")
                        .asString())
                .isEqualTo("shop@2");
    }

    @Test
    void anEmptyListIsSaid() {
        gateway.models().clear();

        assertThat(cli.run("models", "list").out()).isEqualTo("There are no fitted models.\n");
    }

    @Test
    void oneIsShownWithItsMetrics() {
        assertThat(cli.run("models", "show", "shop@2").out()).contains("projection", "ndcg@10 ", " 0.5");

        Ended unknown = cli.run("models", "show", "none@1");
        assertThat(unknown.exitCode()).isEqualTo(ExitCodes.FAILED);
        assertThat(unknown.err()).startsWith("tamis: no fitted model is 'none@1'");
    }

    @Test
    void activatingSaysWhySearchesDoNotUseItYetAndRollingBackSaysWhatIsActive() {
        assertThat(cli.run("models", "activate", "shop@2", "--dimensions", "64").err())
                .isEqualTo("'shop@2' is the active projection of 'books'; the index is being built with it\n");
        assertThat(gateway.models().forms()).containsExactly("{\"dimensions\":64}");
        assertThat(cli.run("models", "rollback", "shop@2").err())
                .isEqualTo("'shop@2' stepped back; none is active now\n");
    }

    @Test
    void whatIsPulledIsPushedAsItWas(@TempDir Path folder) throws IOException {
        Path pulled = folder.resolve("new").resolve("shop");

        assertThat(cli.run("models", "pull", "shop@2", pulled.toString()).exitCode())
                .isZero();
        Ended pushed = cli.run("models", "push", pulled.toString());

        assertThat(Files.readAllBytes(pulled.resolve("model.safetensors"))).isEqualTo(StubModels.ARTIFACT.weights());
        assertThat(pushed.out()).isEqualTo("shop@2\n");
        assertThat(gateway.models().forms().getFirst())
                .contains(Json.text(StubModels.ARTIFACT.manifest()), "sample.output");
    }

    @Test
    void aFolderThatHoldsNoModelIsSaid(@TempDir Path folder) throws IOException {
        Ended nothing = cli.run("models", "push", folder.toString());
        Files.writeString(folder.resolve("manifest.json"), "{\"kind\": \"tea\"}");
        Ended wrong = cli.run("models", "push", folder.toString());

        assertThat(nothing.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(nothing.err()).contains("manifest.json cannot be read");
        assertThat(wrong.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(wrong.err()).contains("is no manifest of a model", "tea");
    }
}
