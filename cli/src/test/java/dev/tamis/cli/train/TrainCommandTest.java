package dev.tamis.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.cli.Cli;
import dev.tamis.cli.Cli.Ended;
import dev.tamis.cli.StubGateway;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `train`, and `evaluate codes`, which is asked for in the same way.
class TrainCommandTest {

    private static final int QUERIES = 10;

    @TempDir
    private Path folder;

    private final StubGateway gateway = new StubGateway();
    private final Cli cli = new Cli().with("TAMIS_URL", gateway.url()).with("TAMIS_KEY", StubGateway.KEY);

    @BeforeEach
    void layOutTheFolder() throws IOException {
        Files.createDirectory(folder.resolve("qrels"));
        Files.writeString(
                folder.resolve("queries.jsonl"),
                IntStream.range(0, QUERIES)
                        .mapToObj("{\"_id\": \"q%1$d\", \"text\": \"text %1$d\"}%n"::formatted)
                        .collect(Collectors.joining()));
        Files.writeString(folder.resolve("qrels/test.tsv"), grades(0, QUERIES));
        gateway.answersJobs(job("queued", ""));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aProjectionIsFittedToTheQueriesThatAreNotHeldOutAndItsReportSaved() throws IOException {
        ends("""
                "result": {"model": "shop-projection@1", "items": 500, "queries": 7, "steps": 40,
                 "metrics": {"validation.ndcg@10.32": 0.5}, "report": "/v1/jobs/x/report"},""");
        gateway.answersJobs("report", "<h1>Größe</h1>");
        Path report = folder.resolve("fit.html");

        Ended ended = cli.run(
                "train",
                "projection",
                "--collection",
                "shop",
                "--beir",
                folder.toString(),
                "--name",
                "p",
                "--seed",
                "7",
                "--steps",
                "40",
                "--sizes",
                "32,64",
                "--report",
                report.toString());

        assertThat(ended.err()).contains("succeeded");
        assertThat(ended.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(ended.out())
                .contains("model    shop-projection@1, a candidate")
                .contains("500 items and 7 queries, best after step 40")
                .contains("validation.ndcg@10.32");
        assertThat(report).hasContent("<h1>Größe</h1>");
        JsonNode asked = gateway.createdJobs().getFirst();
        assertThat(asked.path("kind").asString()).isEqualTo("train-projection");
        assertThat(asked.path("collection").asString()).isEqualTo("shop");
        JsonNode parameters = asked.path("parameters");
        assertThat(parameters.path("queries")).hasSize(7);
        assertThat(parameters.path("queries").path(0).path("relevant").properties())
                .hasSize(1);
        assertThat(parameters.path("sizes").toString()).isEqualTo("[32,64]");
        assertThat(parameters.path("seed").asInt()).isEqualTo(7);
        assertThat(parameters.path("steps").asInt()).isEqualTo(40);
        assertThat(parameters.path("name").asString()).isEqualTo("p");
    }

    @Test
    void codesAreFittedWithoutQueriesWhereNoneAreGiven() {
        ends("""
                "result": {"model": "shop-codes@2", "items": 500, "queries": 0, "steps": 0, "metrics": {},
                 "report": "/v1/jobs/x/report"},""");

        Ended ended = cli.run("train", "codes", "--collection", "shop", "--bits", "64", "--levels", "1", "--json");

        assertThat(Json.mapper().readTree(ended.out()).path("model").asString()).isEqualTo("shop-codes@2");
        assertThat(gateway.createdJobs().getFirst().path("parameters").toString())
                .isEqualTo("{\"bits\":64,\"levels\":1}");
    }

    @Test
    void codesAreEvaluatedOnTheQueriesThatFitsHoldOut() {
        ends("""
                "result": {"items": 500, "queries": 3, "judgedQueries": 3, "report": "/v1/jobs/x/report", "rows": [
                 {"method": "full", "size": 384, "bytesPerItem": 1536.0, "rescored": 0, "ndcg@10": 0.5,
                  "recall@100": 0.75, "recallOfExact@10": 1.0},
                 {"method": "recurrent", "model": "shop-codes@2", "size": 768, "bytesPerItem": 100.0, "rescored": 100,
                  "ndcg@10": 0.4999, "recall@100": 0.75, "recallOfExact@10": 0.9}]},""");

        Ended ended = cli.run("evaluate", "codes", "--collection", "shop", "--beir", folder.toString());
        Ended json = cli.run("evaluate", "codes", "--collection", "shop", "--beir", folder.toString(), "--json");

        assertThat(ended.out()).isEqualTo("""
                method     model         size  bytes  rescored  nDCG@10  recall@100  recallOfExact@10
                full                      384  1,536         -   0.5000      0.7500            1.0000
                recurrent  shop-codes@2   768    100       100   0.4999      0.7500            0.9000
                """);
        assertThat(Json.mapper()
                        .readTree(json.out())
                        .path("rows")
                        .path(1)
                        .path("ndcg@10")
                        .asDouble())
                .isEqualTo(0.4999);
        JsonNode heldOut = gateway.createdJobs().getFirst().path("parameters").path("queries");
        assertThat(heldOut).hasSize(3);
        ends("\"result\": {\"model\": \"a@1\", \"items\": 5, \"queries\": 7, \"steps\": 1, \"metrics\": {},"
                + " \"report\": \"\"},");
        cli.run("train", "codes", "--collection", "shop", "--beir", folder.toString());
        assertThat(gateway.createdJobs().getLast().path("parameters").path("queries"))
                .hasSize(QUERIES - 3)
                .doesNotContainAnyElementsOf(heldOut);
    }

    @Test
    void whereThereIsATrainingSplitThatIsFittedToAndTheTestSplitHeldOut() throws IOException {
        Files.writeString(folder.resolve("qrels/train.tsv"), grades(0, 4));
        Files.writeString(folder.resolve("qrels/test.tsv"), grades(4, 6));
        ends(
                "\"error\": {\"type\": \"urn:tamis:problem:too-few-items\", \"title\": \"Too few items\", \"status\": 409},");

        Ended ended = cli.run("train", "codes", "--collection", "shop", "--beir", folder.toString());
        cli.run("evaluate", "codes", "--collection", "shop", "--beir", folder.toString());

        assertThat(ended.exitCode()).isEqualTo(ExitCodes.FAILED);
        assertThat(ended.err()).contains("Too few items");
        assertThat(gateway.createdJobs().getFirst().path("parameters").path("queries"))
                .hasSize(4);
        assertThat(gateway.createdJobs().getLast().path("parameters").path("queries"))
                .hasSize(2);
    }

    private static String grades(int from, int to) {
        return "query-id\tcorpus-id\tscore\n"
                + IntStream.range(from, to)
                        .mapToObj("q%1$d\td%1$d\t1%n"::formatted)
                        .collect(Collectors.joining());
    }

    /// The job ends like this.
    private void ends(String outcome) {
        String state = outcome.contains("error") ? "failed" : "succeeded";
        gateway.answersJobs("events", "id: 2\ndata: " + job(state, outcome).replace("\n", " ") + "\n\n");
    }

    private static String job(String state, String more) {
        return """
                {"id": "6f1c2f0e-9a57-4c39-9a8e-0f5a3d1c7b21", "kind": "train", "collection": "shop",
                 "parameters": {}, "state": "%s", "cancelRequested": false, "done": 40, "total": 40, "unit": "steps",
                 "metrics": {}, %s "attempt": 1, "version": 2, "createdAt": "2026-03-01T09:30:00Z",
                 "updatedAt": "2026-03-01T09:30:01Z"}""".formatted(state, more);
    }
}
