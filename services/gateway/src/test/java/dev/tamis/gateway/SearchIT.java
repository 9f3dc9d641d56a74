package dev.tamis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.GeoPoint;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.gateway.fake.FakeEmbedding;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchIT extends GatewayHarness {

    @Test
    void hitsComeInTheOrderOfRankingWithTheScoreOfRanking() {
        String shop = shop();

        var answer = search(shop, "{\"query\": \"shoes\", \"user\": \"u1\"}");

        assertThat(answer.json().path("hits").findValuesAsString("id")).containsExactly("c", "b", "a");
        assertThat(answer.json().path("hits").path(0).path("score").asDouble()).isEqualTo(100);
        assertThat(answer.json().path("degraded")).isEmpty();
        assertThat(answer.json().path("mode").asString()).isEqualTo("hybrid");
        assertThat(answer.json().path("queryId").asString()).hasSize(36);
        assertThat(RANKING.asked().getLast().user()).isEqualTo("u1");
    }

    @Test
    void theQueryIsEmbeddedAsAQueryByTheCollectionsModel() {
        String shop = shop();

        search(shop, "{\"query\": \"shoes\"}");

        assertThat(EMBEDDING.texts(InputType.QUERY)).containsExactly("shoes");
        var asked = Objects.requireNonNull(RETRIEVAL.lastSearch());
        assertThat(asked.vector()).isEqualTo(FakeEmbedding.vector("shoes"));
        assertThat(asked.query()).isEqualTo("shoes");
        assertThat(asked.k()).isEqualTo(10);
        assertThat(asked.mode()).isEqualTo(SearchMode.HYBRID);
    }

    @Test
    void theChangeThatASearchIsToSeeIsPassedOn() {
        String shop = shop();

        search(shop, "{\"query\": \"shoes\", \"after\": 4711}");

        assertThat(Objects.requireNonNull(RETRIEVAL.lastSearch()).after()).isEqualTo(4_711);
        assertThat(search(shop, "{\"query\": \"shoes\", \"after\": -1}").pointers())
                .containsExactly("#/after");
    }

    @Test
    void aLexicalSearchAsksForNoVector() {
        String shop = shop();

        var answer = search(shop, "{\"query\": \"shoes\", \"mode\": \"lexical\"}");

        assertThat(answer.json().path("mode").asString()).isEqualTo("lexical");
        assertThat(answer.json().path("degraded")).isEmpty();
        assertThat(EMBEDDING.texts(InputType.QUERY)).isEmpty();
    }

    @Test
    void withoutRankingTheOrderAndScoresAreThoseOfRetrieval() {
        String shop = shop();

        var answer = search(shop, "{\"query\": \"shoes\", \"rank\": false, \"k\": 2}");

        assertThat(answer.json().path("hits").findValuesAsString("id")).containsExactly("a", "b");
        assertThat(answer.json().path("hits").path(1).path("score").asDouble()).isEqualTo(0.5);
        assertThat(answer.json().path("degraded")).isEmpty();
    }

    @Test
    void anExplanationSaysWhereScoresComeFromAndHowLongStagesTook() {
        String shop = shop();

        var answer = search(shop, "{\"query\": \"shoes\", \"explain\": true}").json();

        var hit = answer.path("hits").path(0).path("explanation");
        assertThat(hit.path("popularity").asDouble()).isEqualTo(0.5);
        assertThat(hit.path("dense").path("rank").asInt()).isEqualTo(3);
        assertThat(hit.path("retrievalScore").asDouble()).isEqualTo(1.0 / 3);
        assertThat(answer.path("explanation").path("dense").asString()).isEqualTo("exact");
        assertThat(answer.path("explanation").path("stageMillis").propertyNames())
                .containsExactlyInAnyOrder("embedding", "retrieval", "retrieval.dense", "ranking");
    }

    @Test
    void nothingIsExplainedUnasked() {
        assertThat(search(shop(), "{\"query\": \"shoes\"}").body()).doesNotContain("explanation");
    }

    @ParameterizedTest(name = "{0} points at {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                   | #/query  | is missing
                    {"query": ""}                                        | #/query  | size must be
                    {"query": "  "}                                      | #/query  | is blank
                    {"query": "a\\u0000b"}                               | #/query  | NUL character
                    {"query": "a\\ud800b"}                               | #/query  | lone surrogate
                    {"query": "a", "k": 0}                               | #/k      | greater than or equal to 1
                    {"query": "a", "k": 100000}                          | #/k      | less than or equal to 1000
                    {"query": "a", "k": "many"}                          | #/k      | whole number
                    {"query": "a", "mode": "magic"}                      | #/mode   | not one of the values
                    {"query": "a", "kay": 3}                             | #/kay    | not a known property
                    {"query": "a", "vector": [0, 0, 0, 0]}               | #/vector | all zeros
                    {"query": "a", "vector": "AAA"}                      | #/vector | 4 bytes a dimension
                    {"vector": [1, 0, 0, 0]}                             | #/query  | only the mode dense
                    {"query": "a", "user": "\\u0000"}                    | #/user   | NUL character
                    {"query": "a", "filter": {"attribute": "b"}}         | #/filter | no condition
                    {"query": "a", "filter": {"attribute": "b", "equals": "\\ud800"}} | #/filter | lone surrogate
                    {"query": "a", "filter": {"not": {"attribute": "b", "prefix": "\\u0000"}}} | #/filter | NUL character
                    {"query": "a", "filter": {"any": [{"attribute": "\\u0000", "exists": true}]}} | #/filter | NUL character
                    {"query": "a", "filter": {"attribute": "b", "near": {"lat": 99, "lon": 1}, "within": 1}} | #/filter | within -90 and 90
                    {"query": "a", "facets": ["\\u0000"]}                 | #/facets/0 | NUL character
                    {"query": "a", "facets": [null]}                      | #/facets/0 | must not be null
                    {"query": "a", "facets": ["1","2","3","4","5","6","7","8","9","10","11","12","13","14","15","16","17","18","19","20","21"]} | #/facets | between 0 and 20
                    """)
    void aSearchThatCannotBeAnsweredSaysWhichFieldIsWrong(String request, String pointer, String detail) {
        var answer = search(collection(), request);

        assertThat(answer.problem()).isEqualTo("400 invalid-request");
        assertThat(answer.pointers()).containsExactly(pointer);
        assertThat(answer.detail()).contains(detail);
    }

    @Test
    void filtersAndFacetsAreForRetrievalToAnswer() {
        String shop = shop();

        var answer = search(shop, """
                {"query": "shoes", "facets": ["brand", "price"],
                 "filter": {"not": {"attribute": "place", "near": {"lat": 52.5, "lon": 13.4}, "within": 500}}}""");

        var asked = Objects.requireNonNull(RETRIEVAL.lastSearch());
        assertThat(asked.filter())
                .isEqualTo(new Filter.Not(new Filter.GeoRadius("place", new GeoPoint(52.5, 13.4), 500)));
        assertThat(asked.facets()).containsExactly("brand", "price");
        assertThat(answer.json().path("facets").toString())
                .isEqualTo("{\"brand\":[{\"value\":7,\"count\":3}],\"price\":[{\"value\":7,\"count\":3}]}");
        assertThat(search(shop, "{\"query\": \"shoes\"}").body()).doesNotContain("facets");
    }

    @Test
    void aQueryOfAMegabyteIsRefusedByItsLength() {
        var answer = search(collection(), "{\"query\": \"" + "x".repeat(1 << 20) + "\"}");

        assertThat(answer.problem()).isEqualTo("400 invalid-request");
        assertThat(answer.pointers()).containsExactly("#/query");
        assertThat(answer.detail()).contains("8192");
    }

    @Test
    void brokenJsonIsRefusedWithThePlace() {
        var answer = search(collection(), "{\"query\": \"a\",");

        assertThat(answer.problem()).isEqualTo("400 unreadable-json");
        assertThat(answer.detail()).contains("line 1");
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() {
        var answer = caller.with("Content-Type", "text/plain").send("POST", "/v1/collections/x/search", "shoes");

        assertThat(answer.problem()).isEqualTo("415 unsupported-media-type");
        assertThat(answer.detail()).contains("text/plain").contains("application/json");
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        var answer = search(collection(), "{\"query\": \"" + "x".repeat(9 << 20) + "\"}");

        assertThat(answer.problem()).isEqualTo("413 body-too-large");
    }

    @Test
    void problemsOfRetrievalPassUnchangedButForTheInstance() {
        String shop = shop();

        var answer = search(shop, "{\"query\": \"a\", \"filter\": {\"attribute\": \"unheard-of\", \"equals\": 1}}");

        assertThat(answer.problem()).isEqualTo("400 unknown-attribute");
        assertThat(answer.detail()).isEqualTo("no item has an attribute 'unheard-of'");
        assertThat(answer.pointers()).containsExactly("#/filter");
        assertThat(answer.json().path("instance").asString()).isEqualTo("/v1/collections/" + shop + "/search");
    }

    @Test
    void anUnknownCollectionIsNamed() {
        for (String mode : new String[] {"dense", "lexical", "hybrid"}) {
            var answer = search("nowhere", "{\"query\": \"a\", \"mode\": \"" + mode + "\"}");

            assertThat(answer.problem()).isEqualTo("404 unknown-collection");
            assertThat(answer.detail()).contains("'nowhere'");
        }
    }

    @Test
    void aVectorOfAnotherLengthIsRefused() {
        var answer = search(shop(), "{\"vector\": [1, 0], \"mode\": \"dense\"}");

        assertThat(answer.problem()).isEqualTo("400 dimension-mismatch");
        assertThat(answer.detail()).contains("4 dimensions").contains("2");
    }

    @Test
    void whereCallersBringVectorsADenseSearchNeedsOne() {
        String own = collection(", \"dimension\": 2");

        assertThat(search(own, "{\"query\": \"a\", \"mode\": \"dense\"}").pointers())
                .containsExactly("#/vector");
        assertThat(search(own, "{\"query\": \"a\"}").detail()).contains("no model");
        assertThat(search(own, "{\"query\": \"a\", \"mode\": \"lexical\"}").status())
                .isEqualTo(200);
        assertThat(search(own, "{\"vector\": [1, 0], \"mode\": \"dense\"}").status())
                .isEqualTo(200);
        assertThat(EMBEDDING.texts(InputType.QUERY)).isEmpty();
    }

    private String shop() {
        String shop = collection();
        bulk(shop, item("a", "boots") + item("b", "shoes") + item("c", "socks"));
        return shop;
    }
}
