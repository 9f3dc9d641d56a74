package dev.tamis.benchmarks;

import dev.tamis.benchmarks.JudgedSet.Query;
import dev.tamis.client.TamisClient;
import dev.tamis.client.TamisException;
import dev.tamis.common.contract.search.SearchHit;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.common.contract.search.SearchRequest;
import dev.tamis.common.contract.search.SearchResponse;
import dev.tamis.common.evaluation.RankingMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/// Asks judged queries round after round, on two threads.
final class SearchLoad {

    private static final int THREADS = 2;
    private static final int CUT = 10;

    private final TamisClient tamis;
    private final String collection;
    private final SearchMode mode;
    private final List<Query> queries;

    SearchLoad(TamisClient tamis, String collection, SearchMode mode, List<Query> queries) {
        this.tamis = tamis;
        this.collection = collection;
        this.mode = mode;
        this.queries = queries;
    }

    /// All queries once.
    ///
    /// @param ndcg at 10, in the mean; a search that failed counts 0
    /// @param degraded answers in which a service took no part
    /// @param millis of each search
    record Round(double ndcg, long searches, long failed, long degraded, List<Double> millis) {}

    private record Asked(double ndcg, boolean failed, boolean degraded, double millis) {}

    List<Round> rounds(int count) throws InterruptedException, ExecutionException {
        var rounds = new ArrayList<Round>();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            while (rounds.size() < count) {
                rounds.add(round(threads));
            }
        }
        return rounds;
    }

    /// At least one.
    List<Round> roundsUntil(BooleanSupplier end) throws InterruptedException, ExecutionException {
        var rounds = new ArrayList<Round>();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            do {
                rounds.add(round(threads));
            } while (!end.getAsBoolean());
        }
        return rounds;
    }

    private Round round(ExecutorService threads) throws InterruptedException, ExecutionException {
        List<Callable<Asked>> searches =
                queries.stream().<Callable<Asked>>map(query -> () -> ask(query)).toList();
        var asked = new ArrayList<Asked>();
        for (Future<Asked> each : threads.invokeAll(searches)) {
            asked.add(each.get());
        }
        return new Round(
                asked.stream().mapToDouble(Asked::ndcg).average().orElseThrow(),
                asked.size(),
                asked.stream().filter(Asked::failed).count(),
                asked.stream().filter(Asked::degraded).count(),
                asked.stream().map(Asked::millis).toList());
    }

    private Asked ask(Query query) {
        long begin = System.nanoTime();
        try {
            SearchResponse answer = tamis.search(
                    collection,
                    SearchRequest.of(query.text())
                            .withK(CUT)
                            .withMode(mode)
                            .withRank(false)
                            .withFields(List.of()));
            double millis = (System.nanoTime() - begin) / 1e6;
            List<String> ranking = answer.hits().stream().map(SearchHit::id).toList();
            return new Asked(
                    RankingMetrics.ndcg(ranking, query.judgments(), CUT),
                    false,
                    !answer.degraded().isEmpty(),
                    millis);
        } catch (TamisException failed) {
            System.err.println("a search failed: " + failed.getMessage());
            return new Asked(0, true, false, (System.nanoTime() - begin) / 1e6);
        }
    }
}
