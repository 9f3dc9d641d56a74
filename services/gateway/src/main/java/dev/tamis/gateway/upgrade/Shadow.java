package dev.tamis.gateway.upgrade;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.collection.Upgrade;
import dev.tamis.common.contract.retrieval.RetrievalRequest;
import dev.tamis.common.contract.retrieval.RetrievalResponse;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.common.evaluation.Percentiles;
import dev.tamis.gateway.client.EmbeddingClient;
import dev.tamis.gateway.client.RetrievalClient;
import dev.tamis.gateway.client.UpgradeClient;
import dev.tamis.gateway.search.SearchAnswered;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/// Asks live queries again in both vector spaces, without anybody waiting for it, and says how much the answers
/// have in common.
final class Shadow {

    private static final int K = 10;

    private final RetrievalClient retrieval;
    private final EmbeddingClient embeddings;
    private final Upgrade upgrade;
    private final List<Compared> compared = new ArrayList<>();

    Shadow(RetrievalClient retrieval, EmbeddingClient embeddings, Upgrade upgrade) {
        this.retrieval = retrieval;
        this.embeddings = embeddings;
        this.upgrade = upgrade;
    }

    int queries() {
        return compared.size();
    }

    /// @throws dev.tamis.support.problem.RefusedException if a service does not answer
    void compare(SearchAnswered query) {
        Answer live = ask(upgrade.collection(), upgrade.liveModel(), query);
        Answer other = ask(UpgradeClient.other(upgrade.collection()), upgrade.otherModel(), query);
        Set<String> common = new HashSet<>(live.ids);
        common.retainAll(other.ids);
        int most = Math.max(live.ids.size(), other.ids.size());
        compared.add(new Compared(most == 0 ? 1 : (double) common.size() / most, live.millis, other.millis));
    }

    private Answer ask(String space, String model, SearchAnswered query) {
        DenseVector vector = embeddings.queryInBackground(model, query.query());
        boolean hybrid = query.mode() == SearchMode.HYBRID;
        var request = new RetrievalRequest(
                hybrid ? query.query() : null,
                vector,
                model,
                K,
                query.mode(),
                null,
                null,
                false,
                List.of(),
                null,
                null);
        long begin = System.nanoTime();
        RetrievalResponse answer = retrieval.searchInBackground(space, request);
        double millis = (System.nanoTime() - begin) / 1e6;
        return new Answer(answer.hits().stream().map(RetrievalResponse.Hit::id).collect(Collectors.toSet()), millis);
    }

    /// Empty while nothing was compared.
    Map<String, Double> metrics() {
        if (compared.isEmpty()) {
            return Map.of();
        }
        return Map.of(
                "shadowQueries", (double) compared.size(),
                "shadowOverlapAt10", of(Compared::overlap).average().orElseThrow(),
                "shadowLiveMillis", median(Compared::liveMillis),
                "shadowNewMillis", median(Compared::newMillis));
    }

    private DoubleStream of(ToDoubleFunction<Compared> value) {
        return compared.stream().mapToDouble(value);
    }

    private double median(ToDoubleFunction<Compared> value) {
        return Percentiles.of(of(value).toArray()).p50();
    }

    private record Answer(Set<String> ids, double millis) {}

    /// @param overlap share of the first ten that both found, 0 to 1
    private record Compared(double overlap, double liveMillis, double newMillis) {}
}
