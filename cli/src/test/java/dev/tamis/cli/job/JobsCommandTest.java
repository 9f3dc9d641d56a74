package dev.tamis.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.cli.Cli;
import dev.tamis.cli.Cli.Ended;
import dev.tamis.cli.StubGateway;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobsCommandTest {

    private static final String ID = "6f1c2f0e-9a57-4c39-9a8e-0f5a3d1c7b21";
    private static final String RUNNING =
            job("running", 12_800, "\"rate\": 160.0, \"secondsLeft\": 264, \"startedAt\": \"2026-03-01T09:30:01Z\",");
    private static final String SUCCEEDED = job(
            "succeeded",
            55_000,
            "\"result\": {\"items\": 55000}, \"startedAt\": \"2026-03-01T09:30:01Z\","
                    + " \"finishedAt\": \"2026-03-01T09:31:21Z\",");
    private static final String FAILED = job("failed", 0, """
            "error": {"type": "urn:tamis:problem:unknown-collection", "title": "Unknown collection", "status": 404,
             "detail": "no collection is named 'products'"},""");

    private final StubGateway gateway = new StubGateway();
    private final Cli cli = new Cli().with("TAMIS_URL", gateway.url()).with("TAMIS_KEY", StubGateway.KEY);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void theListShowsHowFarEachIs() {
        gateway.answersJobs("{\"jobs\": [" + RUNNING + "]}");

        assertThat(cli.run("jobs", "list").out()).isEqualTo("""
                job                                   kind   collection  state    done              left
                6f1c2f0e-9a57-4c39-9a8e-0f5a3d1c7b21  embed  products    running  12,800 of 55,000  4:24
                """);
        assertThat(cli.run("jobs", "list", "--collection", "my shop", "--json").out())
                .contains("\"done\" : 12800");
        assertThat(gateway.asked()).containsExactly("GET /v1/jobs", "GET /v1/jobs?collection=my%20shop");
    }

    @Test
    void anEmptyListSaysSo() {
        gateway.answersJobs("{\"jobs\": []}");

        assertThat(cli.run("jobs", "list").out()).isEqualTo("There are no jobs.\n");
    }

    @Test
    void oneIsShownWithItsPaceOrItsError() {
        gateway.answersJobs(RUNNING);
        assertThat(cli.run("jobs", "show", ID).out())
                .contains("state       running", "done        12,800 of 55,000 items, 160 a second, 4:24 left");
        assertThat(Json.mapper()
                        .readTree(cli.run("jobs", "show", ID, "--json").out())
                        .path("id")
                        .asString())
                .isEqualTo(ID);

        gateway.answersJobs(FAILED);
        assertThat(cli.run("jobs", "show", ID).out())
                .contains("error       Unknown collection: no collection is named 'products'");
    }

    @Test
    void watchingEndsWithTheJob() {
        gateway.answersJobs(
                "id: 1\ndata: %s\n\n:\n\nid: 2\ndata: %s\n\n".formatted(oneLine(RUNNING), oneLine(SUCCEEDED)));

        Ended ended = cli.run("jobs", "watch", ID);

        assertThat(ended.err()).isEqualTo("job " + ID + " succeeded after 1:20, 55,000 of 55,000 items\n");
        assertThat(ended.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(gateway.asked()).containsExactly("GET /v1/jobs/" + ID + "/events");
    }

    @Test
    void watchingAJobThatFailsSaysWhyAndFails() {
        gateway.answersJobs("id: 1\ndata: %s\n\n".formatted(oneLine(FAILED)));

        Ended ended = cli.run("jobs", "watch", ID);

        assertThat(ended.err()).endsWith("\n  Unknown collection: no collection is named 'products'\n");
        assertThat(ended.exitCode()).isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void startingPrintsTheIdForScripts() {
        gateway.answersJobs(RUNNING);

        assertThat(cli.run("jobs", "start", "embed", "--collection", "products").out())
                .isEqualTo(ID + "\n");
        assertThat(gateway.asked()).containsExactly("POST /v1/jobs");
    }

    @Test
    void cancellingSaysHowFarItIs() {
        gateway.answersJobs(RUNNING.replace("\"cancelRequested\": false", "\"cancelRequested\": true"));

        assertThat(cli.run("jobs", "cancel", ID).err()).startsWith("running, to be cancelled  12,800 of 55,000 items");
        assertThat(gateway.asked()).containsExactly("DELETE /v1/jobs/" + ID);
    }

    @Test
    void whatIsNoIdIsRefusedBeforeAnythingIsAsked() {
        assertThat(cli.run("jobs", "show", "embed").exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(gateway.asked()).isEmpty();
    }

    private static String oneLine(String json) {
        return json.replace("\n", " ");
    }

    private static String job(String state, int done, String more) {
        return """
                {"id": "%s", "kind": "embed", "collection": "products", "parameters": {}, "state": "%s",
                 "cancelRequested": false, "done": %d, "total": 55000, "unit": "items", "metrics": {}, %s
                 "attempt": 1, "version": 1, "createdAt": "2026-03-01T09:30:00Z",
                 "updatedAt": "2026-03-01T09:31:21Z"}""".formatted(ID, state, done, more);
    }
}
