package dev.tamis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.common.contract.collection.Upgrade;
import dev.tamis.common.contract.collection.UpgradeState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpgradesTest {

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    private final StubGateway gateway = new StubGateway();
    private final TamisClient tamis =
            TamisClient.builder(gateway.url()).key("secret").build();

    @AfterEach
    void stop() {
        tamis.close();
        gateway.close();
    }

    @Test
    void anUpgradeIsLookedUpSwitchedRolledBackAndCleanedUp() {
        gateway.answers(200, JSON, upgrade("embedding"));
        gateway.answers(200, JSON, upgrade("switched"));
        gateway.answers(200, JSON, upgrade("ready"));
        gateway.answers(204, JSON, "");
        gateway.answers(404, PROBLEM, """
                {"type": "urn:tamis:problem:unknown-upgrade", "title": "Unknown upgrade", "status": 404}""");

        assertThat(tamis.upgrade("books")).map(Upgrade::waiting).contains(3L);
        assertThat(tamis.switchUpgrade("books").state()).isEqualTo(UpgradeState.SWITCHED);
        assertThat(tamis.rollBackUpgrade("books").state()).isEqualTo(UpgradeState.READY);
        tamis.deleteUpgrade("books");
        assertThat(tamis.upgrade("books")).isEmpty();

        assertThat(gateway.asked)
                .extracting(StubGateway.Asked::line)
                .containsExactly(
                        "GET /v1/collections/books/upgrade",
                        "POST /v1/collections/books/upgrade/switch",
                        "POST /v1/collections/books/upgrade/rollback",
                        "DELETE /v1/collections/books/upgrade",
                        "GET /v1/collections/books/upgrade");
    }

    @Test
    void aSwitchThatIsTooEarlySaysWhatIsMissing() {
        gateway.answers(409, PROBLEM, """
                {"type": "urn:tamis:problem:upgrade-not-ready", "title": "Upgrade not ready", "status": 409,
                 "detail": "3 items wait for a vector"}""");

        assertThatThrownBy(() -> tamis.switchUpgrade("books"))
                .hasMessage("Upgrade not ready (409): 3 items wait for a vector");
    }

    private static String upgrade(String state) {
        return """
                {"collection": "books", "state": "%s", "liveModel": "a", "otherModel": "b", "items": 9, "copied": 9,
                 "waiting": 3, "missing": [], "startedAt": "2026-03-01T09:30:00Z", "somethingNew": 1}""".formatted(state);
    }
}
