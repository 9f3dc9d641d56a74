package dev.tamis.gateway.search;

import dev.tamis.common.contract.ranking.RankRequest;
import dev.tamis.common.contract.retrieval.RetrievalRequest;
import dev.tamis.common.contract.retrieval.RetrievalResponse;
import dev.tamis.common.contract.search.SearchHit;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.common.contract.search.SearchRequest;
import dev.tamis.common.contract.search.SearchResponse;
import dev.tamis.common.contract.search.SearchResponse.SearchExplanation;
import dev.tamis.gateway.client.EmbeddingClient;
import dev.tamis.gateway.client.RankingClient;
import dev.tamis.gateway.client.RetrievalClient;
import dev.tamis.gateway.collection.CollectionCatalog;
import dev.tamis.gateway.problem.GatewayRefusal.InvalidFields;
import dev.tamis.gateway.search.QueryVector.NotNeeded;
import dev.tamis.gateway.search.QueryVector.Present;
import dev.tamis.gateway.search.QueryVector.Unavailable;
import dev.tamis.support.problem.RefusedException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// Answers a search: embeds the query, retrieves, ranks. Without the embedding service the answer is lexical,
/// without the ranking service it keeps the order of retrieval, and it says so.
@Service
class SearchService {

    private static final Logger log = LoggerFactory.getLogger(SearchService.class);
    private static final int DEFAULT_K = 10;

    private final CollectionCatalog collections;
    private final EmbeddingClient embeddings;
    private final RetrievalClient retrieval;
    private final RankingClient ranking;
    private final MeterRegistry meters;

    SearchService(
            CollectionCatalog collections,
            EmbeddingClient embeddings,
            RetrievalClient retrieval,
            RankingClient ranking,
            MeterRegistry meters) {
        this.collections = collections;
        this.embeddings = embeddings;
        this.retrieval = retrieval;
        this.ranking = ranking;
        this.meters = meters;
    }

    /// Returns at most `k` hits, best first.
    ///
    /// @throws RefusedException if the request cannot be answered, or the retrieval service does not answer
    SearchResponse search(String collection, SearchRequest request) {
        var violations = SearchRules.violations(request);
        if (!violations.isEmpty()) {
            throw new RefusedException(new InvalidFields(violations));
        }
        var stopwatch = new Stopwatch();
        List<String> degraded = new ArrayList<>();
        QueryVector vector = queryVector(collection, request, stopwatch);
        if (vector instanceof Unavailable) {
            degraded.add("embedding");
        }
        SearchMode mode = vector instanceof Present ? SearchRules.modeOf(request) : SearchMode.LEXICAL;
        RetrievalResponse retrieved = retrieve(collection, request, mode, vector, stopwatch);
        List<SearchHit> hits = rank(collection, request, retrieved, stopwatch).orElseGet(() -> {
            degraded.add("ranking");
            return HitOrder.ofRetrieval(retrieved.hits(), isExplained(request));
        });
        record(mode, degraded, stopwatch);
        return new SearchResponse(
                UUID.randomUUID().toString(),
                mode,
                hits,
                degraded,
                stopwatch.totalMillis(),
                isExplained(request)
                        ? new SearchExplanation(retrieved.fusion(), retrieved.dense(), stopwatch.stages())
                        : null,
                retrieved.facets());
    }

    private QueryVector queryVector(String collection, SearchRequest request, Stopwatch stopwatch) {
        if (SearchRules.modeOf(request) == SearchMode.LEXICAL) {
            return new NotNeeded();
        }
        if (request.vector() != null) {
            return new Present(request.vector());
        }
        String model = collections
                .modelOf(collection)
                .orElseThrow(() -> new RefusedException(new InvalidFields(
                        "#/vector",
                        "is missing; the collection has no model that could make one, so that its dense and hybrid"
                                + " searches need a vector")));
        String query = Objects.requireNonNull(request.query(), "a search without a vector has a query");
        try {
            return new Present(stopwatch.time("embedding", () -> embeddings.query(model, query)));
        } catch (RefusedException unavailable) {
            log.atWarn()
                    .addKeyValue("collection", collection)
                    .addKeyValue("cause", unavailable.getMessage())
                    .log("answered without the embedding service");
            return new Unavailable();
        }
    }

    private RetrievalResponse retrieve(
            String collection, SearchRequest request, SearchMode mode, QueryVector vector, Stopwatch stopwatch) {
        var asked = new RetrievalRequest(
                request.query(),
                vector instanceof Present present ? present.vector() : null,
                null,
                Objects.requireNonNullElse(request.k(), DEFAULT_K),
                mode,
                request.filter(),
                mode == SearchMode.HYBRID ? request.fusion() : null,
                Boolean.TRUE.equals(request.exact()),
                request.fields(),
                request.facets(),
                request.after());
        RetrievalResponse retrieved = stopwatch.time("retrieval", () -> retrieval.search(collection, asked));
        retrieved.stageMillis().forEach((stage, millis) -> stopwatch.add("retrieval." + stage, millis));
        return retrieved;
    }

    /// @return empty if ranking was wanted and took no part
    private Optional<List<SearchHit>> rank(
            String collection, SearchRequest request, RetrievalResponse retrieved, Stopwatch stopwatch) {
        boolean explain = isExplained(request);
        if (Boolean.FALSE.equals(request.rank()) || retrieved.hits().isEmpty()) {
            return Optional.of(HitOrder.ofRetrieval(retrieved.hits(), explain));
        }
        var candidates = retrieved.hits().stream()
                .map(hit -> new RankRequest.Candidate(hit.id(), hit.score()))
                .toList();
        try {
            var ranked = stopwatch.time(
                    "ranking", () -> ranking.rank(new RankRequest(collection, request.user(), candidates)));
            return HitOrder.ofRanking(retrieved.hits(), ranked.candidates(), explain);
        } catch (RefusedException unavailable) {
            log.atWarn()
                    .addKeyValue("collection", collection)
                    .addKeyValue("cause", unavailable.getMessage())
                    .log("answered without the ranking service");
            return Optional.empty();
        }
    }

    private void record(SearchMode mode, List<String> degraded, Stopwatch stopwatch) {
        Timer.builder("gateway.search.duration")
                .description("Searches answered")
                .tag("mode", mode.name().toLowerCase(Locale.ROOT))
                .tag("degraded", degraded.isEmpty() ? "no" : String.join(",", degraded))
                .register(meters)
                .record(Duration.ofNanos((long) (stopwatch.totalMillis() * 1e6)));
    }

    private static boolean isExplained(SearchRequest request) {
        return Boolean.TRUE.equals(request.explain());
    }
}
