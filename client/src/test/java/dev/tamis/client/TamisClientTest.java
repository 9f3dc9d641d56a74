package dev.tamis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.collection.CreateCollection;
import dev.tamis.common.contract.embedding.EmbeddingRequest;
import dev.tamis.common.contract.embedding.EncodingFormat;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.common.contract.embedding.RerankRequest;
import dev.tamis.common.contract.embedding.RerankResponse.RerankResult;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.item.ItemStatus;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.common.contract.search.SearchRequest;
import dev.tamis.common.contract.search.SearchResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TamisClientTest {

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final String COLLECTION = """
            {"name": "books", "model": "bge-small-en-v1.5", "dimension": 384, "language": "english", "index": "auto",
             "indexState": "exact", "items": 2, "itemsWithoutVector": 0,
             "attributes": [{"name": "year", "type": "number"}], "createdAt": "2026-01-02T03:04:05Z",
             "somethingNew": true}""";

    private final StubGateway gateway = new StubGateway();
    private final TamisClient tamis =
            TamisClient.builder(gateway.url()).key("secret").build();

    @AfterEach
    void stop() {
        tamis.close();
        gateway.close();
    }

    @Test
    void theExampleOfTheDocumentationWorks() {
        gateway.answers(201, JSON, COLLECTION);
        gateway.answers(200, "application/x-ndjson", """
                {"line": 1, "id": "dune", "status": "stored"}
                {"summary": {"lines": 1, "stored": 1, "failed": 0, "embedded": 1, "tookMillis": 12, "change": 7}}
                """);
        gateway.answers(200, JSON, """
                {"queryId": "q1", "mode": "hybrid", "degraded": [], "tookMillis": 4.5, "hits":
                 [{"id": "dune", "score": 0.5, "fields": {"title": "Dune"}, "attributes": {"year": 1965}}]}""");
        String key = "secret";
        URI url = gateway.url();
        var printed = new StringBuilder();

        try (TamisClient client = TamisClient.builder(url).key(key).build()) {
            client.createCollection(CreateCollection.named("books"));
            Item dune = new Item("dune", Map.of("title", "Dune"), Map.of("year", 1965), null);
            client.putItems("books", List.of(dune), Refresh.WAIT);
            SearchResponse found =
                    client.search("books", SearchRequest.of("desert planet").withK(5));
            found.hits().forEach(hit -> printed.append(hit.id() + " " + hit.score()));
        }

        assertThat(printed).hasToString("dune 0.5");
        assertThat(gateway.asked)
                .extracting(StubGateway.Asked::line)
                .containsExactly(
                        "POST /v1/collections",
                        "POST /v1/collections/books/items:bulk?refresh=wait",
                        "POST /v1/collections/books/search");
        assertThat(gateway.asked).extracting(StubGateway.Asked::authorization).containsOnly("Bearer secret");
        assertThat(gateway.asked.get(1).contentType()).isEqualTo("application/x-ndjson");
        assertThat(gateway.asked.get(1).body())
                .isEqualTo("{\"id\":\"dune\",\"fields\":{\"title\":\"Dune\"},\"attributes\":{\"year\":1965}}\n");
        assertThat(gateway.asked.get(2).body()).isEqualTo("{\"query\":\"desert planet\",\"k\":5}");
    }

    @Test
    void anAnswerWithUnknownPropertiesIsRead() {
        gateway.answers(200, JSON, COLLECTION);

        assertThat(tamis.collection("books")).hasValueSatisfying(books -> {
            assertThat(books.items()).isEqualTo(2);
            assertThat(books.createdAt()).isEqualTo("2026-01-02T03:04:05Z");
        });
    }

    @Test
    void namesAndIdsArePercentEncodedAsOnePathSegment() {
        gateway.answers(200, JSON, "{\"id\": \"a/b c?ü%\", \"change\": 9}");

        assertThat(tamis.deleteItem("books", "a/b c?ü%", Refresh.LATER).change())
                .isEqualTo(9);

        assertThat(gateway.asked.getFirst().line())
                .isEqualTo("DELETE /v1/collections/books/items/a%2Fb%20c%3F%C3%BC%25");
    }

    @Test
    void anUnknownItemIsEmptyButAnUnknownCollectionOrPathIsRefused() {
        gateway.answers(404, PROBLEM, problem("unknown-item"));
        gateway.answers(404, PROBLEM, problem("unknown-collection"));
        gateway.answers(404, "text/html", "<h1>not here</h1>");

        assertThat(tamis.item("books", "x")).isEmpty();
        assertThatThrownBy(() -> tamis.item("books", "x")).hasMessageContaining("unknown-collection in words");
        assertThatThrownBy(() -> tamis.collection("books"))
                .hasMessageContaining("HTTP status 404 (404)")
                .hasMessageContaining("is it a Tamis gateway?");
    }

    @Test
    void aRefusalCarriesTheProblemAndSaysWhichFieldsAreWrong() {
        gateway.answers(400, PROBLEM, """
                {"type": "urn:tamis:problem:invalid-request", "title": "Invalid request", "status": 400,
                 "detail": "1 field is wrong", "errors": [{"pointer": "#/k", "detail": "must be at most 1000"}]}""");

        var refused = catchThrowableOfType(
                TamisException.class,
                () -> tamis.search("books", SearchRequest.of("x").withK(100_000)));

        assertThat(refused).hasMessage("Invalid request (400): 1 field is wrong; #/k must be at most 1000");
        assertThat(refused.problem())
                .hasValueSatisfying(
                        problem -> assertThat(problem.type()).isEqualTo("urn:tamis:problem:invalid-request"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.isTransient()).isFalse();
    }

    @Test
    void anUnavailableServiceIsWorthAskingAgain() {
        gateway.answers(503, PROBLEM, """
                {"type": "urn:tamis:problem:database-unavailable", "title": "Database unavailable", "status": 503}""");

        var refused = catchThrowableOfType(TamisException.class, tamis::collections);

        assertThat(refused.isTransient()).isTrue();
    }

    @Test
    void aRefusedConnectionIsSaidInPlainWords() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        try (TamisClient nowhere =
                TamisClient.builder(URI.create("http://127.0.0.1:" + free)).build()) {
            var unreachable = catchThrowableOfType(TamisException.class, nowhere::collections);

            assertThat(unreachable)
                    .hasMessage("http://127.0.0.1:%d cannot be reached: nothing listens there (connection refused)"
                            .formatted(free));
            assertThat(unreachable.problem()).isEmpty();
            assertThat(unreachable.isTransient()).isTrue();
        }
    }

    @Test
    void noAnswerInTimeIsSaidAndWorthAskingAgain() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TamisClient impatient = TamisClient.builder(URI.create("http://127.0.0.1:" + silent.getLocalPort()))
                        .timeout(Duration.ofMillis(100))
                        .build()) {
            var late = catchThrowableOfType(TamisException.class, impatient::models);

            assertThat(late).hasMessageEndingWith("did not answer in time");
            assertThat(late.isTransient()).isTrue();
        }
    }

    @Test
    void aBulkAnswerHoldsEveryLineAndTheSummary() {
        gateway.answers(200, "application/x-ndjson", """
                {"line": 1, "id": "a", "status": "storedWithoutVector"}
                {"line": 3, "status": "failed", "problem": {"type": "t", "title": "Broken", "status": 400}}
                {"summary": {"lines": 2, "stored": 1, "failed": 1, "embedded": 0, "tookMillis": 3, "change": 8}}
                """);

        BulkResult result = tamis.putLines("books", "{}\n\nx\n".getBytes(StandardCharsets.UTF_8), Refresh.LATER);

        assertThat(gateway.asked.getFirst().line()).isEqualTo("POST /v1/collections/books/items:bulk");
        assertThat(result.summary().stored()).isEqualTo(1);
        assertThat(result.lines().getFirst().status()).isEqualTo(ItemStatus.STORED_WITHOUT_VECTOR);
        assertThat(result.failures())
                .singleElement()
                .satisfies(line -> assertThat(line.line()).isEqualTo(3));
    }

    @Test
    void aBulkAnswerWithoutItsSummaryCountsAsNone() {
        gateway.answers(200, "application/x-ndjson", "{\"line\": 1, \"id\": \"a\", \"status\": \"stored\"}\n{\"li");
        gateway.answers(200, "application/x-ndjson", "{\"line\": 1, \"id\": \"a\", \"status\": \"stored\"}\n");

        for (int i = 0; i < 2; i++) {
            var broken = catchThrowableOfType(
                    TamisException.class, () -> tamis.putLines("books", new byte[0], Refresh.LATER));
            assertThat(broken).hasMessageContaining("broke off");
            assertThat(broken.isTransient()).isTrue();
        }
    }

    @Test
    void aServiceThatIsDownSaysSoItself() {
        gateway.answers(503, JSON, "{\"status\": \"OUT_OF_SERVICE\", \"components\": {}}");

        assertThat(tamis.health()).isEqualTo(new Health("OUT_OF_SERVICE"));
    }

    @Test
    void aFilterAndAModeAreSentAsTheContractWritesThem() {
        gateway.answers(200, JSON, """
                {"queryId": "q", "mode": "dense", "degraded": [], "tookMillis": 1, "hits": []}""");

        tamis.search(
                "books",
                SearchRequest.of("x").withMode(SearchMode.DENSE).withFilter(new Filter.Equal("brand", "Acme")));

        assertThat(gateway.asked.getFirst().body())
                .isEqualTo(
                        "{\"query\":\"x\",\"mode\":\"dense\",\"filter\":{\"attribute\":\"brand\",\"equals\":\"Acme\"}}");
    }

    @Test
    void anAddressWithoutAHostIsRefusedAtOnce() {
        assertThatThrownBy(() -> TamisClient.builder(URI.create("localhost:8080")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("looks like http://localhost:8080");
    }

    private static String problem(String type) {
        return """
                {"type": "urn:tamis:problem:%s", "title": "%s in words", "status": 404}""".formatted(type, type);
    }

    @Test
    void vectorsComeAsFloatsOrAsWholeNumbersByTheMethodThatIsCalled() {
        gateway.answers(200, JSON, """
                {"object": "list", "model": "bge-small-en-v1.5", "data":
                 [{"object": "embedding", "index": 0, "embedding": [0.6, 0.8]}],
                 "usage": {"prompt_tokens": 3, "total_tokens": 3, "truncated_inputs": 0}}""");
        gateway.answers(200, JSON, """
                {"object": "list", "model": "bge-small-en-v1.5", "data":
                 [{"object": "embedding", "index": 0, "embedding": [192]}],
                 "usage": {"prompt_tokens": 3, "total_tokens": 3, "truncated_inputs": 0}}""");
        var request = new EmbeddingRequest("bge-small-en-v1.5", List.of("tent"), InputType.QUERY).withDimensions(2);
        var coded = request.withEncodingFormat(EncodingFormat.UBINARY);

        assertThat(tamis.embed(request).data().getFirst().embedding()).isEqualTo(DenseVector.of(0.6f, 0.8f));
        assertThat(tamis.embedCoded(coded).data().getFirst().embedding()).containsExactly(192);

        assertThat(gateway.asked.get(0).body())
                .contains("\"encoding_format\":\"base64\"", "\"dimensions\":2", "\"input_type\":\"query\"");
        assertThat(gateway.asked.get(1).body()).contains("\"encoding_format\":\"ubinary\"");
        assertThatThrownBy(() -> tamis.embed(coded))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("vectors as UBINARY are no floats; use embedCoded");
        assertThatThrownBy(() -> tamis.embedCoded(request))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("vectors as BASE64 are no whole numbers; use embed");
    }

    @Test
    void documentsAreReranked() {
        gateway.answers(200, JSON, """
                {"id": "r1", "model": "bge-small-en-v1.5", "results":
                 [{"index": 1, "relevance_score": 0.7, "document": {"text": "trail shoe"}}],
                 "usage": {"prompt_tokens": 9, "total_tokens": 9, "truncated_inputs": 0}}""");

        var answer = tamis.rerank(RerankRequest.of("shoes", List.of("oxford", "trail shoe")));

        assertThat(gateway.asked.getFirst().line()).isEqualTo("POST /v1/rerank");
        assertThat(gateway.asked.getFirst().body())
                .isEqualTo("{\"query\":\"shoes\",\"documents\":[{\"text\":\"oxford\"},{\"text\":\"trail shoe\"}]}");
        assertThat(answer.results())
                .containsExactly(new RerankResult(1, 0.7, RerankRequest.RerankDocument.of("trail shoe")));
    }
}
