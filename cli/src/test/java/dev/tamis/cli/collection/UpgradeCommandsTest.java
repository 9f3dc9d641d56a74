package dev.tamis.cli.collection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.cli.Cli;
import dev.tamis.cli.Cli.Ended;
import dev.tamis.cli.StubGateway;
import dev.tamis.cli.terminal.ExitCodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpgradeCommandsTest {

    private static final String ID = "6f1c2f0e-9a57-4c39-9a8e-0f5a3d1c7b21";

    private final StubGateway gateway = new StubGateway();
    private final Cli cli = new Cli().with("TAMIS_URL", gateway.url()).with("TAMIS_KEY", StubGateway.KEY);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void anUpgradeIsAJobWhoseIdIsPrinted() {
        gateway.answersJobs(job("running"));

        Ended ended = cli.run("collections", "upgrade", "shop", "--model", "e5-small-v2-q", "--rate", "50");

        assertThat(ended.out()).isEqualTo(ID + "\n");
        assertThat(gateway.asked()).containsExactly("POST /v1/jobs");
    }

    @Test
    void anEstimateIsWaitedForAndPrinted() {
        gateway.answersJobs(job("queued"));
        gateway.answersJobs(
                "events", "id: 1\ndata: %s\n\n".formatted(job("succeeded").replace("\n", " ")));

        Ended ended = cli.run("collections", "upgrade", "shop", "--model", "e5-small-v2-q", "--estimate");

        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(ExitCodes.OK);
        assertThat(ended.out())
                .isEqualTo("55,000 items: about 9:10 at 100 a second, and 28 MB of memory more until the clean-up\n");
    }

    @Test
    void aSwitchAndTheWayBackSayWhichModelIsSearched() {
        gateway.answersUpgrades(upgrade("switched", ""));

        assertThat(cli.run("collections", "switch", "shop").err())
                .isEqualTo("'shop' is searched with new now; vectors of old are kept until the clean-up\n");
        assertThat(cli.run("collections", "rollback", "shop").exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(cli.run("collections", "clean-up", "shop").err()).isEqualTo("'shop' has one model again\n");
        assertThat(gateway.asked())
                .containsExactly(
                        "POST /v1/collections/shop/upgrade/switch",
                        "POST /v1/collections/shop/upgrade/rollback",
                        "DELETE /v1/collections/shop/upgrade");
    }

    @Test
    void showingACollectionSaysHowFarItsUpgradeIs() {
        gateway.create("shop");
        assertThat(cli.run("collections", "show", "shop").out()).doesNotContain("upgrade");

        gateway.answersUpgrades(upgrade("embedding", "\"7 items wait for a vector\""));

        assertThat(cli.run("collections", "show", "shop").out())
                .contains("upgrade     embedding, to old; 7 items wait for a vector");
    }

    @Test
    void whereThereIsNoUpgradeThatIsSaid() {
        Ended ended = cli.run("collections", "switch", "shop");

        assertThat(ended.exitCode()).isEqualTo(ExitCodes.FAILED);
        assertThat(ended.err()).contains("nothing is being changed");
    }

    private static String upgrade(String state, String missing) {
        return """
                {"collection": "shop", "state": "%s", "liveModel": "new", "otherModel": "old", "items": 9, "copied": 9,
                 "waiting": 0, "missing": [%s], "startedAt": "2026-03-01T09:30:00Z"}""".formatted(state, missing);
    }

    private static String job(String state) {
        return """
                {"id": "%s", "kind": "upgrade", "collection": "shop", "parameters": {}, "state": "%s",
                 "cancelRequested": false, "done": 0, "unit": "items",
                 "metrics": {"items": 55000, "estimatedSeconds": 550, "estimatedItemsPerSecond": 100, "memoryBytes": 28000000},
                 "attempt": 1, "version": 1, "createdAt": "2026-03-01T09:30:00Z",
                 "updatedAt": "2026-03-01T09:31:21Z"}""".formatted(ID, state);
    }
}
