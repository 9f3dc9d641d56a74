package dev.tamis.cli.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tamis.cli.evaluate.BeirQueries.JudgedQuery;
import dev.tamis.client.TamisClient;
import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.search.SearchHit;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.common.contract.search.SearchRequest;
import dev.tamis.common.contract.search.SearchResponse;
import dev.tamis.common.evaluation.Percentiles;
import dev.tamis.common.evaluation.RankingMetrics;
import java.util.List;
import java.util.function.IntConsumer;

/// Measures a collection on judged queries: how good its answers are, and how long they take.
final class Evaluation {

    private static final int DEPTH = 100;
    private static final int CUT = 10;
    private static final int WARM_UPS = 5;

    private final TamisClient tamis;
    private final Collection collection;
    private final boolean rank;

    /// @param rank whether the ranking service orders the hits
    Evaluation(TamisClient tamis, Collection collection, boolean rank) {
        this.tamis = tamis;
        this.collection = collection;
        this.rank = rank;
    }

    /// Means over queries, and latency at the client, one request at a time.
    ///
    /// @param degraded how many answers lacked a service or were of another mode than asked for
    /// @param itemsWithoutVector how many items dense search could not see
    record Report(
            @JsonProperty("ndcg@10") double ndcg,
            @JsonProperty("recall@100") double recall,
            @JsonProperty("mrr@10") double reciprocalRank,
            int queries,
            Percentiles latencyMillis,
            SearchMode mode,
            String collection,
            int degraded,
            long itemsWithoutVector) {}

    /// @param done is told how many queries are answered
    Report run(List<JudgedQuery> queries, SearchMode mode, IntConsumer done) {
        warmUp(mode);
        double ndcg = 0;
        double recall = 0;
        double reciprocalRank = 0;
        int degraded = 0;
        double[] millis = new double[queries.size()];
        for (int i = 0; i < queries.size(); i++) {
            JudgedQuery query = queries.get(i);
            long begin = System.nanoTime();
            SearchResponse answer = search(query.text(), mode);
            millis[i] = (System.nanoTime() - begin) / 1e6;
            List<String> ranking = ranking(query, answer);
            ndcg += RankingMetrics.ndcg(ranking, query.judgments(), CUT);
            recall += RankingMetrics.recall(ranking, query.judgments(), DEPTH);
            reciprocalRank += RankingMetrics.reciprocalRank(ranking, query.judgments(), CUT);
            degraded += answer.degraded().isEmpty() && answer.mode() == mode ? 0 : 1;
            done.accept(i + 1);
        }
        int n = queries.size();
        return new Report(
                ndcg / n,
                recall / n,
                reciprocalRank / n,
                n,
                Percentiles.of(millis),
                mode,
                collection.name(),
                degraded,
                collection.itemsWithoutVector());
    }

    /// With texts of its own, so that no measured query has its vector cached already.
    private void warmUp(SearchMode mode) {
        for (int i = 1; i <= WARM_UPS; i++) {
            search("words that warm up the search, number " + i, mode);
        }
    }

    /// One hit more than is measured: the query itself may be among them.
    private SearchResponse search(String text, SearchMode mode) {
        String query = text.length() <= SearchRequest.MAX_QUERY_LENGTH
                ? text
                : text.substring(0, SearchRequest.MAX_QUERY_LENGTH);
        return tamis.search(
                collection.name(),
                SearchRequest.of(query)
                        .withK(DEPTH + 1)
                        .withMode(mode)
                        .withRank(rank)
                        .withFields(List.of()));
    }

    /// As BEIR, a query that is a document itself does not count as an answer to itself.
    private static List<String> ranking(JudgedQuery query, SearchResponse answer) {
        return answer.hits().stream()
                .map(SearchHit::id)
                .filter(id -> !id.equals(query.id()))
                .limit(DEPTH)
                .toList();
    }
}
