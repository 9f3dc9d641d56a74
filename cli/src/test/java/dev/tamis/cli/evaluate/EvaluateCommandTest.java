package dev.tamis.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.cli.Cli;
import dev.tamis.cli.Cli.Ended;
import dev.tamis.cli.StubGateway;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class EvaluateCommandTest {

    @TempDir
    private Path folder;

    private final StubGateway gateway = new StubGateway();
    private Map<String, List<String>> rankings =
            Map.of("first", List.of("d1", "d2", "d3"), "second", List.of("q2", "d9", "d4"));
    private String degraded = "";

    @BeforeEach
    void layOutTheFolder() throws IOException {
        Files.createDirectory(folder.resolve("qrels"));
        Files.writeString(folder.resolve("queries.jsonl"), """
                {"_id": "q1", "text": "first", "metadata": {}}
                {"_id": "unjudged", "text": "never asked"}
                {"_id": "q2", "text": "second"}
                {"_id": "q3", "text": "nothing relevant"}
                """);
        Files.writeString(
                folder.resolve("qrels/test.tsv"),
                "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td2\t0\nq1\td3\t2\nq2\td4\t1\nq2\td5\t1\nq3\td1\t0\n");
        gateway.answersSearches(this::answer);
        gateway.create("c");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void theMeasuresAreMeansOverQueriesWithARelevantDocument() {
        // q1: gains 1, 0, 2 of ideal 2, 1; q2, without itself: gains 0, 1 of ideal 1, 1
        double log3 = Math.log(3) / Math.log(2);
        double first = (1 + 2 / 2.0) / (2 + 1 / log3);
        double second = (1 / log3) / (1 + 1 / log3);

        JsonNode report = json();

        assertThat(report.propertyNames())
                .contains(
                        "ndcg@10",
                        "recall@100",
                        "mrr@10",
                        "queries",
                        "latencyMillis",
                        "mode",
                        "collection",
                        "degraded");
        assertThat(report.path("ndcg@10").asDouble()).isCloseTo((first + second) / 2, within(1e-9));
        assertThat(report.path("recall@100").asDouble()).isEqualTo((1 + 0.5) / 2);
        assertThat(report.path("mrr@10").asDouble()).isEqualTo((1 + 0.5) / 2);
        assertThat(report.path("queries").asInt()).isEqualTo(2);
        assertThat(report.path("latencyMillis").path("p50").asDouble()).isPositive();
        assertThat(report.path("latencyMillis").propertyNames()).containsExactly("p50", "p95", "p99");
        assertThat(report.path("mode").asString()).isEqualTo("hybrid");
    }

    @Test
    void requestsAskForOneHitMoreThanMeasuredWithoutTextsAndRanking() {
        json();

        JsonNode measured = gateway.searches().getLast();
        assertThat(measured).isEqualTo(Json.mapper().readTree("""
                {"query": "second", "k": 101, "mode": "hybrid", "rank": false, "fields": []}"""));
        assertThat(gateway.searches()).hasSize(5 + 2);
        assertThat(gateway.searches().subList(0, 5))
                .noneMatch(warmUp -> warmUp.path("query").asString().equals("first"));
    }

    @Test
    void gzippedFilesWithoutAHeaderAreRead() throws IOException {
        zip("queries.jsonl");
        Files.writeString(folder.resolve("qrels/test.tsv"), "q1\td1\t1\n");
        zip("qrels/test.tsv");

        assertThat(json().path("queries").asInt()).isEqualTo(1);
    }

    @Test
    void withAllModesThereIsAReportForEach() {
        JsonNode report = json("--mode", "all").path("modes");

        assertThat(report.propertyNames()).containsExactly("lexical", "dense", "hybrid");
        assertThat(report.path("dense").path("queries").asInt()).isEqualTo(2);
    }

    @Test
    void theTableHasARowForEachMode() {
        Ended ended = evaluate("--mode", "all", "--max-queries", "1");

        assertThat(ended.out().lines().map(line -> line.split(" +", 2)[0]))
                .containsExactly("mode", "lexical", "dense", "hybrid");
        assertThat(ended.out()).contains("0.7602").contains("1.0000");
        assertThat(ended.exitCode()).isEqualTo(ExitCodes.OK);
    }

    @Test
    void degradedAnswersAreSaidLoudlyAndFailTheMeasure() {
        degraded = "\"embedding\"";

        Ended ended = evaluate("--json");

        assertThat(ended.err()).contains("WARNING: 2 of 2 answers in mode hybrid were DEGRADED");
        assertThat(Json.mapper().readTree(ended.out()).path("degraded").asInt()).isEqualTo(2);
        assertThat(ended.exitCode()).isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void itemsThatStillLackTheirVectorFailTheMeasureOfDenseSearch() {
        gateway.lacksVectors(3);

        assertThat(evaluate("--mode", "lexical").exitCode()).isEqualTo(ExitCodes.OK);
        Ended dense = evaluate("--mode", "dense", "--json");
        assertThat(dense.err()).contains("WARNING: 3 items had NO VECTOR yet");
        assertThat(Json.mapper()
                        .readTree(dense.out())
                        .path("itemsWithoutVector")
                        .asInt())
                .isEqualTo(3);
        assertThat(dense.exitCode()).isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void brokenJudgmentsAreShownByTheirLine() throws IOException {
        Files.writeString(folder.resolve("qrels/test.tsv"), "q1\td1\t1\nq1 d2 1\n");

        Ended ended = evaluate();

        assertThat(ended.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(ended.err()).contains("test.tsv, line 2: expected query id, document id and grade between tabs");
    }

    @Test
    void aMissingOptionIsNamed() {
        Ended ended = new Cli().run("evaluate", "--collection", "c");

        assertThat(ended.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(ended.err()).contains("Missing required option: '--beir'");
    }

    @Test
    void aMissingSplitIsNamed() {
        assertThat(evaluate("--split", "dev").err()).contains("has neither qrels/dev.tsv nor qrels/dev.tsv.gz");
        assertThat(evaluate("--mode", "fuzzy").err()).contains("--mode is dense, lexical, hybrid or all, not 'fuzzy'");
    }

    private String answer(JsonNode request) {
        String hits = rankings.getOrDefault(request.path("query").asString(), List.of()).stream()
                .map(id -> "{\"id\": \"%s\", \"score\": 1, \"fields\": {}, \"attributes\": {}}".formatted(id))
                .collect(Collectors.joining(","));
        return "{\"queryId\": \"q\", \"mode\": \"%s\", \"degraded\": [%s], \"tookMillis\": 1, \"hits\": [%s]}"
                .formatted(request.path("mode").asString(), degraded, hits);
    }

    private JsonNode json(String... options) {
        var all = new ArrayList<>(Arrays.asList(options));
        all.add("--json");
        return Json.mapper().readTree(evaluate(all.toArray(String[]::new)).out());
    }

    private Ended evaluate(String... options) {
        var arguments = new ArrayList<>(List.of(
                "evaluate",
                "--collection",
                "c",
                "--beir",
                folder.toString(),
                "--url",
                gateway.url(),
                "--key",
                StubGateway.KEY));
        arguments.addAll(List.of(options));
        return new Cli().run(arguments.toArray(String[]::new));
    }

    private void zip(String name) throws IOException {
        Path plain = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".gz")))) {
            out.write(Files.readString(plain).getBytes(StandardCharsets.UTF_8));
        }
        Files.delete(plain);
    }
}
