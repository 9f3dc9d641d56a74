package dev.tamis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.common.contract.job.CreateJob;
import dev.tamis.common.contract.job.Job;
import dev.tamis.common.contract.job.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobsTest {

    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";
    private static final UUID ID = UUID.fromString("6f1c2f0e-9a57-4c39-9a8e-0f5a3d1c7b21");

    private final StubGateway gateway = new StubGateway();
    private final TamisClient tamis =
            TamisClient.builder(gateway.url()).key("secret").build();

    @AfterEach
    void stop() {
        tamis.close();
        gateway.close();
    }

    @Test
    void aJobIsAskedForLookedUpListedAndCancelled() {
        gateway.answers(202, JSON, job("queued", 1));
        gateway.answers(200, JSON, job("running", 2));
        gateway.answers(404, "application/problem+json", """
                {"type": "urn:tamis:problem:unknown-job", "title": "Unknown job", "status": 404}""");
        gateway.answers(200, JSON, "{\"jobs\": [" + job("running", 2) + "]}");
        gateway.answers(202, JSON, job("running", 3));

        assertThat(tamis.createJob(CreateJob.of("embed", "books")).state()).isEqualTo(JobState.QUEUED);
        assertThat(tamis.job(ID)).map(Job::state).contains(JobState.RUNNING);
        assertThat(tamis.job(ID)).isEmpty();
        assertThat(tamis.jobs("my books")).hasSize(1);
        assertThat(tamis.cancelJob(ID).version()).isEqualTo(3);

        assertThat(gateway.asked)
                .extracting(StubGateway.Asked::line)
                .containsExactly(
                        "POST /v1/jobs",
                        "GET /v1/jobs/" + ID,
                        "GET /v1/jobs/" + ID,
                        "GET /v1/jobs?collection=my%20books",
                        "DELETE /v1/jobs/" + ID);
        assertThat(gateway.asked.getFirst().body()).isEqualTo("{\"kind\":\"embed\",\"collection\":\"books\"}");
    }

    @Test
    void aReportIsAPageOrThereIsNone() {
        gateway.answers(200, "text/html;charset=UTF-8", "<h1>Größe</h1>");
        gateway.answers(404, "application/problem+json", """
                {"type": "urn:tamis:problem:no-report", "title": "No report", "status": 404}""");

        assertThat(tamis.jobReport(ID)).contains("<h1>Größe</h1>");
        assertThat(tamis.jobReport(ID)).isEmpty();
        assertThat(gateway.asked.getFirst().line()).isEqualTo("GET /v1/jobs/" + ID + "/report");
    }

    @Test
    void watchingGoesOnWhereAConnectionBroke() {
        gateway.answers(200, EVENTS, event("running", 4) + ":\n\n" + event("running", 5) + "id: 6\ndata: {\"id\"");
        gateway.answers(503, "application/problem+json", """
                {"type": "urn:tamis:problem:database-unavailable", "title": "Database unavailable", "status": 503}""");
        gateway.answers(200, EVENTS, event("succeeded", 7));
        List<Long> versions = new ArrayList<>();

        Job finished = tamis.watchJob(ID, job -> versions.add(job.version()));

        assertThat(finished.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(versions).containsExactly(4L, 5L, 7L);
        assertThat(gateway.asked).extracting(StubGateway.Asked::lastEventId).containsExactly("0", "5", "5");
    }

    @Test
    void watchingAJobThatIsNotThereIsRefused() {
        gateway.answers(404, "application/problem+json", """
                {"type": "urn:tamis:problem:unknown-job", "title": "Unknown job", "status": 404, "detail": "none"}""");

        assertThatThrownBy(() -> tamis.watchJob(ID, job -> {}))
                .isInstanceOf(TamisException.class)
                .hasMessage("Unknown job (404): none");
    }

    private static String event(String state, int version) {
        return "id: %d\ndata: %s\n\n".formatted(version, job(state, version).replace("\n", ""));
    }

    private static String job(String state, int version) {
        return """
                {"id": "%s", "kind": "embed", "collection": "books", "parameters": {}, "state": "%s",
                 "cancelRequested": false, "done": 0, "unit": "items", "metrics": {}, "attempt": 1,
                 "version": %d, "createdAt": "2026-03-01T09:30:00Z", "updatedAt": "2026-03-01T09:30:00Z",
                 "somethingNew": true}""".formatted(ID, state, version);
    }
}
