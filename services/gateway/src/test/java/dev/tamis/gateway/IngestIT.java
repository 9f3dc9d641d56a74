package dev.tamis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.common.contract.item.Item;
import dev.tamis.gateway.fake.FakeEmbedding;
import dev.tamis.testkit.Caller.Answer;
import dev.tamis.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Items on their way in, one by one and as a stream.
class IngestIT extends GatewayHarness {

    @Test
    void aBrokenLineOfAThousandIsReportedAndTheOthersAreStored() {
        String shop = collection();
        List<String> lines = items(1_000);
        lines.set(499, "{\"id\": \"499\", \"fields\": {\"title\": \"lost its end\n");

        var answer = bulk(shop, String.join("", lines)).lines();

        assertThat(answer).hasSize(1_001);
        var failed = answer.stream()
                .filter(line -> line.path("status").asString("").equals("failed"))
                .toList();
        assertThat(failed).hasSize(1);
        assertThat(failed.getFirst().path("line").asInt()).isEqualTo(500);
        assertThat(failed.getFirst().path("problem").path("type").asString())
                .isEqualTo("urn:tamis:problem:unreadable-json");
        assertThat(failed.getFirst().path("problem").path("detail").asString()).contains("line 500, column");
        var summary = answer.getLast().path("summary");
        assertThat(summary.path("lines").asInt()).isEqualTo(1_000);
        assertThat(summary.path("stored").asInt()).isEqualTo(999);
        assertThat(summary.path("failed").asInt()).isEqualTo(1);
        assertThat(summary.path("embedded").asInt()).isEqualTo(999);
        assertThat(RETRIEVAL.stored(shop)).hasSize(999);
        assertThat(EMBEDDING.batchSizes()).allMatch(size -> size <= 16);
    }

    @Test
    void resultsComeInTheOrderOfTheLinesAndBlankLinesOnlyCount() {
        String shop = collection();

        var answer = bulk(shop, item("a", "x") + "\n  \r\n" + item("b", "y").replace("\n", "\r\n") + "nonsense")
                .lines();

        assertThat(answer.stream().map(line -> line.path("line").asInt(0))).containsExactly(1, 4, 5, 0);
        assertThat(answer.get(1).path("id").asString()).isEqualTo("b");
        assertThat(answer.getLast().path("summary").path("lines").asInt()).isEqualTo(3);
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"fields": {"t": "x"}}                               | #/id              | must have 1 to 256
                    {"id": "a\\u0000", "fields": {"t": "x"}}             | #/id              | control characters
                    {"id": "a", "fields": {"t": "x\\u0000"}}             | #/fields/t        | NUL character
                    {"id": "a", "fields": {"t": "x\\udc00"}}             | #/fields/t        | lone surrogate
                    {"id": "a", "fields": {"t": null}}                   | #/fields/t        | must be a string
                    {"id": "a", "attributes": {"p": {"q": 1}}}           | #/attributes/p    | must be a string
                    {"id": "a", "attributes": {"p": [1, null]}}          | #/attributes/p/1  | must not be null
                    {"id": "a", "vector": [0, 0, 0, 0]}                  | #/vector          | all zeros
                    {"id": "a", "vector": [1, 2]}                        | #/vector          | has 2 dimensions
                    {"id": "a", "text": "x"}                             | #/text            | not a known property
                    """)
    void aBadItemIsRefusedAloneWithTheFieldThatIsWrong(String line, String pointer, String detail) {
        String shop = collection();

        var answer = bulk(shop, line + "\n" + item("good", "x")).lines();

        assertThat(answer.get(0).path("status").asString()).isEqualTo("failed");
        var problem = answer.get(0).path("problem");
        assertThat(problem.path("errors").path(0).path("pointer").asString()).isEqualTo(pointer);
        assertThat(problem.path("detail").asString()).contains(detail);
        assertThat(RETRIEVAL.stored(shop)).containsOnlyKeys("good");
    }

    @Test
    void aLineOverTheLimitFailsAndReadingGoesOn() {
        String shop = collection();

        var answer =
                bulk(shop, item("long", "x".repeat(1 << 20)) + item("a", "x")).lines();

        assertThat(answer.get(0).path("problem").path("type").asString()).endsWith(":line-too-long");
        assertThat(answer.get(0).path("line").asInt()).isEqualTo(1);
        assertThat(answer.get(1).path("status").asString()).isEqualTo("stored");
    }

    @Test
    void ofTwoLinesWithOneIdTheLaterWins() {
        String shop = collection();
        bulk(shop, item("a", "first"));
        StringBuilder lines = new StringBuilder(item("a", "second"));
        IntStream.range(0, 40).forEach(i -> lines.append(item("filler" + i, "filler " + i)));
        lines.append(item("a", "first")).append(item("b", "one")).append(item("b", "two"));

        bulk(shop, lines.toString());

        Item a = Objects.requireNonNull(RETRIEVAL.stored(shop).get("a"));
        assertThat(a.text()).isEqualTo("first");
        assertThat(a.vector()).isEqualTo(FakeEmbedding.vector("first"));
        assertThat(Objects.requireNonNull(RETRIEVAL.stored(shop).get("b")).vector())
                .isEqualTo(FakeEmbedding.vector("two"));
    }

    @Test
    void anUnchangedTextIsNotEmbeddedAgain() {
        String shop = collection();
        bulk(shop, item("a", "boots") + item("b", "shoes"));
        EMBEDDING.forget();

        var summary = bulk(shop, item("a", "boots") + item("b", "better shoes"))
                .lines()
                .getLast();

        assertThat(EMBEDDING.texts(InputType.DOCUMENT)).containsExactly("better shoes");
        assertThat(summary.path("summary").path("embedded").asInt()).isEqualTo(1);
        assertThat(Objects.requireNonNull(RETRIEVAL.stored(shop).get("a")).vector())
                .isEqualTo(FakeEmbedding.vector("boots"));
    }

    @Test
    void itemsWithoutTextAreStoredAndNeverEmbedded() {
        String shop = collection();

        var answer = bulk(shop, "{\"id\": \"a\", \"fields\": {\"t\": \" \"}}\n{\"id\": \"b\"}")
                .lines();

        assertThat(answer.get(0).path("status").asString()).isEqualTo("stored");
        assertThat(answer.get(1).path("status").asString()).isEqualTo("stored");
        assertThat(EMBEDDING.texts(InputType.DOCUMENT)).isEmpty();
    }

    @Test
    void vectorsThatCallersBringAreKept() {
        String shop = collection();

        bulk(shop, "{\"id\": \"a\", \"fields\": {\"t\": \"x\"}, \"vector\": [1, 2, 3, 4]}");

        assertThat(Objects.requireNonNull(RETRIEVAL.stored(shop).get("a")).vector())
                .isEqualTo(DenseVector.of(1, 2, 3, 4));
        assertThat(EMBEDDING.texts(InputType.DOCUMENT)).isEmpty();
    }

    @Test
    void onlyTheLastWriteWaitsForSearches() {
        String shop = collection();

        caller.with("Content-Type", "application/x-ndjson")
                .send("POST", "/v1/collections/" + shop + "/items:bulk?refresh=wait", String.join("", items(48)));

        assertThat(RETRIEVAL.writePaths()).hasSize(3);
        assertThat(RETRIEVAL.writePaths().subList(0, 2)).noneMatch(path -> path.contains("refresh"));
        assertThat(RETRIEVAL.writePaths().getLast()).endsWith("/items?refresh=wait");
    }

    @Test
    void whatComesAfterAFailingWriteIsToBeSentAgain() {
        String shop = collection();
        RETRIEVAL.failAfter(2);

        var answer = bulk(shop, String.join("", items(200))).lines();

        assertThat(answer).hasSize(201);
        assertThat(answer.subList(0, 32))
                .allMatch(line -> line.path("status").asString().equals("stored"));
        assertThat(answer.subList(32, 200)).allSatisfy(line -> {
            assertThat(line.path("status").asString()).isEqualTo("failed");
            assertThat(line.path("problem").path("type").asString())
                    .isEqualTo("urn:tamis:problem:retrieval-unavailable");
            assertThat(line.path("problem").path("detail").asString())
                    .contains("line 33")
                    .contains("send it again");
        });
        assertThat(answer.getLast().path("summary").path("stored").asInt()).isEqualTo(32);
        assertThat(answer.getLast().path("summary").path("failed").asInt()).isEqualTo(168);
        assertThat(RETRIEVAL.stored(shop)).hasSize(32);
    }

    @Test
    void anUnknownCollectionIsAnsweredBeforeTheBodyWasSent() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST /v1/collections/nowhere/items:bulk HTTP/1.1\r\nHost: x\r\nX-API-Key: " + KEY
                                    + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: 1000000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));

            byte[] head = new byte[12];
            int read = socket.getInputStream().readNBytes(head, 0, head.length);

            assertThat(new String(head, 0, read, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 404");
        }
    }

    @Test
    void aBodyThatBreaksOffLeavesWhatCameBefore() throws IOException {
        String shop = collection();
        String lines = String.join("", items(40));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("POST /v1/collections/" + shop + "/items:bulk HTTP/1.1\r\nHost: x\r\nX-API-Key: " + KEY
                                    + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: 1000000\r\n\r\n"
                                    + lines)
                            .getBytes(StandardCharsets.US_ASCII));
        }

        Eventually.holds(() -> assertThat(RETRIEVAL.stored(shop)).hasSize(40));
    }

    @Test
    void aBulkBodyOfAnotherTypeIsRefused() {
        Answer answer = caller.post("/v1/collections/x/items:bulk", "{}");

        assertThat(answer.problem()).isEqualTo("415 unsupported-media-type");
        assertThat(answer.detail()).contains("application/x-ndjson");
    }

    @Test
    void aLongAnswerLeavesNoTemporaryFile() throws IOException {
        String shop = collection();
        Set<Path> before = spools();

        assertThat(bulk(shop, String.join("", items(2_000))).lines()).hasSize(2_001);

        // The caller may have read the answer's end a moment before the file goes; other gateways may run here too.
        Eventually.holds(() -> assertThat(before).containsAll(spools()));
    }

    private static Set<Path> spools() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("tamis-bulk-"))
                    .collect(Collectors.toSet());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "a/b",
                "/a//b/",
                "two words",
                "Größe",
                "a;b=c",
                "50%",
                "a+b?c#d",
                "日本",
                "a\\b",
                "items:bulk"
            })
    void anItemIsStoredLookedUpAndDeletedUnderAnyId(String id) {
        String shop = collection();
        String path = "/v1/collections/" + shop + "/items/" + encoded(id);

        Answer stored = caller.put(path, "{\"fields\": {\"title\": \"boots\"}, \"attributes\": {\"price\": 3}}");
        Answer found = caller.get(path);
        Answer deleted = caller.delete(path);

        assertThat(stored.json().path("id").asString()).isEqualTo(id);
        assertThat(stored.json().path("status").asString()).isEqualTo("stored");
        assertThat(found.json().path("id").asString()).isEqualTo(id);
        assertThat(found.json().path("fields").path("title").asString()).isEqualTo("boots");
        assertThat(deleted.json().path("id").asString()).isEqualTo(id);
        assertThat(deleted.json().path("change").asLong())
                .isEqualTo(stored.json().path("change").asLong() + 1);
        assertThat(caller.get(path).problem()).isEqualTo("404 unknown-item");
        assertThat(caller.delete(path).problem()).isEqualTo("404 unknown-item");
    }

    @Test
    void aSlashInAnIdMayBeSentAsItIs() {
        String shop = collection();

        assertThat(caller.put("/v1/collections/" + shop + "/items/a/b", "{}")
                        .json()
                        .path("id")
                        .asString())
                .isEqualTo("a/b");
    }

    @Test
    void aBadSingleItemIsRefusedWithTheField() {
        String path = "/v1/collections/" + collection() + "/items/a";

        assertThat(caller.put(path, "{\"id\": \"b\"}").pointers()).containsExactly("#/id");
        assertThat(caller.put(path, "{\"fields\": {\"t\": \"\\u0000\"}}").pointers())
                .containsExactly("#/fields/t");
        Answer mismatch = caller.put(path, "{\"vector\": [1, 2]}");
        assertThat(mismatch.problem()).isEqualTo("400 dimension-mismatch");
        assertThat(caller.put(path + "?refresh=now", "{}").pointers()).containsExactly("#/refresh");
        assertThat(caller.put("/v1/collections/nowhere/items/a", "{}").problem())
                .isEqualTo("404 unknown-collection");
    }

    private static List<String> items(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> item(String.valueOf(i), "title " + i))
                .collect(Collectors.toCollection(java.util.ArrayList::new));
    }

    private static String encoded(String id) {
        var encoded = new StringBuilder();
        for (byte each : id.getBytes(StandardCharsets.UTF_8)) {
            encoded.append("%%%02X".formatted(each));
        }
        return encoded.toString();
    }
}
