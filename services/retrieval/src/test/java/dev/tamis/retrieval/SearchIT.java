package dev.tamis.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.retrieval.RetrievalRequest;
import dev.tamis.common.contract.retrieval.RetrievalResponse;
import dev.tamis.common.contract.retrieval.RetrievalResponse.Hit;
import dev.tamis.common.contract.retrieval.WriteItems;
import dev.tamis.common.contract.retrieval.WriteItems.Write;
import dev.tamis.common.contract.search.Evidence;
import dev.tamis.common.contract.search.Fusion;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.testkit.Caller.Answer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchIT extends RunningService {

    @BeforeEach
    void shop() {
        create(null, 2);
        var writes = new WriteItems(
                List.of(
                        new Write(furniture("near", "oak table", 1, 0), null),
                        new Write(furniture("both", "red chair", 1, 0.2f), null),
                        new Write(furniture("word", "many other things beside a chair", 0, 1), null),
                        new Write(furniture("bare", "chair without a vector and with a long text"), null)),
                null);
        assertThat(caller.post(path + "/items?refresh=wait", writes).status()).isEqualTo(200);
    }

    @Test
    void lexicalSearchFindsWhatHasTheWords() {
        RetrievalResponse response = answer(SearchMode.LEXICAL, "chairs", null, 10, null);

        assertThat(response.hits()).extracting(Hit::id).containsExactlyInAnyOrder("word", "both", "bare");
        assertThat(response.hits()).allSatisfy(hit -> {
            assertThat(hit.dense()).isNull();
            assertThat(hit.score()).isPositive();
        });
        assertThat(response.dense()).isNull();
    }

    @Test
    void hybridSearchBringsTheEvidenceOfBothForEveryHit() {
        RetrievalResponse response =
                answer(SearchMode.HYBRID, "chair", DenseVector.of(1, 0), 10, new Fusion.ReciprocalRank(10));

        assertThat(response.hits().getFirst().id()).isEqualTo("both");
        assertThat(response.hits()).extracting(Hit::id).containsExactlyInAnyOrder("near", "both", "word", "bare");
        assertThat(hit(response, "bare").dense()).isNull();
        assertThat(hit(response, "near").lexical()).isNull();
        assertThat(hit(response, "near").dense()).isEqualTo(new Evidence(1.0, 1));
        assertThat(response.fusion()).isEqualTo(new Fusion.ReciprocalRank(10));
        assertThat(response.stageMillis()).containsOnlyKeys("dense", "lexical", "fuse", "fetch");
    }

    @Test
    void whatOnlyOneListHoldsIsScoredByTheOtherToo() {
        Item filler = furniture("f", "cupboard", 1, 0.001f);
        for (int part = 0; part < 3; part++) {
            int offset = part * 100;
            write(java.util.stream.IntStream.range(offset, offset + 100)
                    .mapToObj(i -> new Item("f" + i, filler.fields(), Map.of(), filler.vector()))
                    .toList());
        }

        RetrievalResponse response =
                answer(SearchMode.HYBRID, "chair", DenseVector.of(1, 0), 300, new Fusion.Convex(0.1));

        assertThat(response.hits()).extracting(Hit::id).contains("word");
        assertThat(hit(response, "word").dense()).isEqualTo(new Evidence(0.0, null));
    }

    @Test
    void hitsShowTheFieldsThatAreAskedFor() {
        assertThat(fields(null)).isEqualTo(Map.of("title", "oak table", "body", "text of near"));
        assertThat(fields(List.of())).isEmpty();
        assertThat(fields(List.of("body", "none"))).isEqualTo(Map.of("body", "text of near"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {"mode": "dense", "k": 1, "exact": false}                                        | 400 invalid-request | #/vector
            {"mode": "lexical", "k": 1, "exact": false}                                      | 400 invalid-request | #/query
            {"mode": "hybrid", "k": 1, "exact": false, "query": "x"}                         | 400 invalid-request | #/vector
            {"mode": "hybrid", "k": 1, "exact": false, "vector": [1, 0]}                     | 400 invalid-request | #/query
            {"mode": "dense", "k": 0, "exact": false, "vector": [1, 0]}                      | 400 invalid-request | #/k
            {"mode": "dense", "k": 100000, "exact": false, "vector": [1, 0]}                 | 400 invalid-request | #/k
            {"mode": "dense", "k": 1, "exact": false, "vector": [1, 0, 0]}                   | 422 dimension-mismatch | #/vector
            {"mode": "dense", "k": 1, "exact": false, "vector": [0, 0]}                      | 400 invalid-request | #/vector
            {"mode": "dense", "k": 1, "exact": false, "vector": "AAA"}                       | 400 invalid-request | #/vector
            {"mode": "lexical", "k": 1, "exact": false, "query": ""}                         | 400 invalid-request | #/query
            {"mode": "lexical", "k": 1, "exact": false, "query": "a\\u0000b"}                | 400 invalid-request | #/query
            {"mode": "lexical", "k": 1, "exact": false, "query": "a\\udc00b"}                | 400 invalid-request | #/query
            {"mode": "best", "k": 1, "exact": false, "query": "a"}                           | 400 invalid-request | #/mode
            {"k": 1, "exact": false, "query": "a"}                                           | 400 invalid-request | #/mode
            {"mode": "hybrid", "k": 1, "exact": false, "query": "a", "vector": [1, 0], "fusion": {"method": "rrf", "rankConstant": 0}} | 400 invalid-request | #/fusion
            """)
    void whatIsWrongWithASearchIsSaid(String json, String problem, String pointer) {
        Answer answer = caller.post(path + "/search", json);

        assertThat(answer.problem()).as(answer.body()).isEqualTo(problem);
        assertThat(answer.pointers()).containsExactly(pointer);
    }

    @Test
    void theWrongLengthOfAVectorIsAnsweredByBothNumbers() {
        Answer answer = search(request(SearchMode.DENSE, null, DenseVector.of(1, 2, 3), 1, null, null));

        assertThat(answer.detail()).isEqualTo("#/vector has 3 dimensions, vectors of this collection have 2");
    }

    @Test
    void aQueryOfAMegabyteIsRefused() {
        Answer answer = search(request(SearchMode.LEXICAL, "x".repeat(1 << 20), null, 1, null, null));

        assertThat(answer.problem()).isEqualTo("400 invalid-request");
        assertThat(answer.pointers()).containsExactly("#/query");
    }

    @Test
    void searchesThatRunWhileTheCollectionIsDeletedEndWithAnAnswerOrItsAbsence() throws Exception {
        var deleted = new AtomicBoolean();
        try (var searchers = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = java.util.stream.Stream.generate(() -> searchers.submit(() -> {
                        var seen = new java.util.TreeSet<String>();
                        for (int i = 0; i < 10 || !deleted.get(); i++) {
                            Answer answer =
                                    search(request(SearchMode.HYBRID, "chair", DenseVector.of(1, 0), 3, null, null));
                            seen.add(answer.status() == 200 ? "200" : answer.problem());
                        }
                        return seen;
                    }))
                    .limit(6)
                    .toList();
            Answer deletion = caller.delete(path);
            deleted.set(true);

            assertThat(deletion.status()).as(deletion.body()).isEqualTo(204);
            for (var outcome : outcomes) {
                assertThat(outcome.get())
                        .isSubsetOf("200", "404 unknown-collection")
                        .contains("404 unknown-collection");
            }
        }
    }

    @Test
    void countsTheTimeOfStages() {
        answer(SearchMode.LEXICAL, "chair", null, 1, null);

        assertThat(caller.get("/actuator/prometheus").body())
                .contains(
                        "retrieval_search_duration_seconds_count{collection=\"%s\",mode=\"lexical\",stage=\"lexical\"} 1"
                                .formatted(name))
                .contains("retrieval_items_written_total{collection=\"%s\"} 4".formatted(name));
    }

    private Map<String, String> fields(@Nullable List<String> wanted) {
        return search(request(SearchMode.DENSE, null, DenseVector.of(1, 0), 1, null, wanted))
                .as(RetrievalResponse.class)
                .hits()
                .getFirst()
                .fields();
    }

    private RetrievalResponse answer(
            SearchMode mode, @Nullable String query, @Nullable DenseVector vector, int k, @Nullable Fusion fusion) {
        return search(request(mode, query, vector, k, fusion, null)).as(RetrievalResponse.class);
    }

    private static RetrievalRequest request(
            SearchMode mode,
            @Nullable String query,
            @Nullable DenseVector vector,
            int k,
            @Nullable Fusion fusion,
            @Nullable List<String> fields) {
        return new RetrievalRequest(query, vector, null, k, mode, null, fusion, false, fields, null, null);
    }

    private static Hit hit(RetrievalResponse response, String id) {
        return response.hits().stream()
                .filter(hit -> hit.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no hit " + id));
    }

    private static Item furniture(String id, String title, float... vector) {
        return new Item(id, Map.of("title", title, "body", "text of " + id), Map.of(), vector(vector));
    }
}
