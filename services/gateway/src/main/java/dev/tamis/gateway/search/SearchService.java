package dev.tamis.gateway.search;

import dev.tamis.common.contract.ranking.RankRequest;
import dev.tamis.common.contract.retrieval.RetrievalRequest;
import dev.tamis.common.contract.retrieval.RetrievalResponse;
import dev.tamis.common.contract.search.SearchHit;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.common.contract.search.SearchRequest;
import dev.tamis.common.contract.search.SearchResponse;
import dev.tamis.common.contract.search.SearchResponse.SearchExplanation;
import dev.tamis.gateway.client.Outages;
import dev.tamis.gateway.client.RankingClient;
import dev.tamis.gateway.client.RetrievalClient;
import dev.tamis.gateway.collection.CollectionCatalog;
import dev.tamis.gateway.problem.GatewayRefusal.InvalidFields;
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
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/// Answers a search: embeds the query, retrieves, ranks. Without the embedding service the answer is lexical,
/// without the ranking service it keeps the order of retrieval, and it says so.
@Service
class SearchService {

    private static final Logger log = LoggerFactory.getLogger(SearchService.class);
    private static final int DEFAULT_K = 10;

    private final CollectionCatalog collections;
    private final QueryVectors vectors;
    private final RetrievalClient retrieval;
    private final RankingClient ranking;
    private final ApplicationEventPublisher events;
    private final MeterRegistry meters;

    SearchService(
            CollectionCatalog collections,
            QueryVectors vectors,
            RetrievalClient retrieval,
            RankingClient ranking,
            ApplicationEventPublisher events,
            MeterRegistry meters) {
        this.collections = collections;
        this.vectors = vectors;
        this.retrieval = retrieval;
        this.ranking = ranking;
        this.events = events;
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
        Found found = find(collection, request, stopwatch);
        SearchMode mode = found.mode;
        RetrievalResponse retrieved = found.retrieved;
        List<String> degraded = new ArrayList<>();
        if (found.vector.isDegraded()) {
            degraded.add("embedding");
        }
        List<SearchHit> hits = rank(collection, request, retrieved, stopwatch).orElseGet(() -> {
            degraded.add("ranking");
            return HitOrder.ofRetrieval(retrieved.hits(), isExplained(request));
        });
        record(mode, degraded, stopwatch);
        if (request.query() != null && found.vector instanceof Present present && present.model() != null) {
            events.publishEvent(new SearchAnswered(collection, request.query(), mode));
        }
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

    /// Once more, if the collection has another model than the one that was remembered.
    private Found find(String collection, SearchRequest request, Stopwatch stopwatch) {
        try {
            return findOnce(collection, request, stopwatch);
        } catch (RefusedException refused) {
            if (!Outages.isOfAnotherModel(refused)) {
                throw refused;
            }
            collections.forget(collection);
            return findOnce(collection, request, stopwatch);
        }
    }

    private Found findOnce(String collection, SearchRequest request, Stopwatch stopwatch) {
        QueryVector vector = vectors.of(collection, request, stopwatch);
        SearchMode mode = vector instanceof Unavailable ? SearchMode.LEXICAL : SearchRules.modeOf(request);
        return new Found(vector, mode, retrieve(collection, request, mode, vector, stopwatch));
    }

    private record Found(QueryVector vector, SearchMode mode, RetrievalResponse retrieved) {}

    private RetrievalResponse retrieve(
            String collection, SearchRequest request, SearchMode mode, QueryVector vector, Stopwatch stopwatch) {
        var asked = new RetrievalRequest(
                request.query(),
                vector instanceof Present present ? present.vector() : null,
                vector instanceof Present present ? present.model() : null,
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
