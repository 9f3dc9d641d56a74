package dev.tamis.gateway.search;

import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.common.contract.search.SearchRequest;
import dev.tamis.gateway.client.EmbeddingClient;
import dev.tamis.gateway.client.Outages;
import dev.tamis.gateway.collection.CollectionCatalog;
import dev.tamis.gateway.problem.GatewayRefusal.InvalidFields;
import dev.tamis.gateway.search.QueryVector.NotNeeded;
import dev.tamis.gateway.search.QueryVector.Present;
import dev.tamis.gateway.search.QueryVector.Unavailable;
import dev.tamis.support.problem.RefusedException;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Gives searches their vectors: the caller's, or one by the collection's model, or, where that is broken and the
/// collection is on its way to another one, by the other.
@Component
class QueryVectors {

    private static final Logger log = LoggerFactory.getLogger(QueryVectors.class);

    private static final String STAGE = "embedding";

    private final CollectionCatalog collections;
    private final EmbeddingClient embeddings;

    QueryVectors(CollectionCatalog collections, EmbeddingClient embeddings) {
        this.collections = collections;
        this.embeddings = embeddings;
    }

    /// @throws RefusedException if the collection is unknown, or has no model where one is needed
    QueryVector of(String collection, SearchRequest request, Stopwatch stopwatch) {
        if (SearchRules.modeOf(request) == SearchMode.LEXICAL) {
            return new NotNeeded();
        }
        if (request.vector() != null) {
            return new Present(request.vector(), null, false);
        }
        String model = collections
                .modelOf(collection)
                .orElseThrow(() -> new RefusedException(new InvalidFields(
                        "#/vector",
                        "is missing; the collection has no model that could make one, so that its dense and hybrid"
                                + " searches need a vector")));
        String query = Objects.requireNonNull(request.query(), "a search without a vector has a query");
        try {
            return new Present(stopwatch.time(STAGE, () -> embeddings.query(model, query)), model, false);
        } catch (RefusedException refused) {
            return Outages.isOfTheModel(refused)
                    ? substitute(collection, query, refused, stopwatch)
                    : unavailable(collection, refused);
        }
    }

    private QueryVector substitute(String collection, String query, RefusedException broken, Stopwatch stopwatch) {
        try {
            Optional<String> other = collections.substituteOf(collection);
            if (other.isEmpty()) {
                return unavailable(collection, broken);
            }
            String model = other.get();
            return new Present(stopwatch.time(STAGE, () -> embeddings.query(model, query)), model, true);
        } catch (RefusedException refused) {
            return unavailable(collection, refused);
        }
    }

    private static QueryVector unavailable(String collection, RefusedException refused) {
        log.atWarn()
                .addKeyValue("collection", collection)
                .addKeyValue("cause", refused.getMessage())
                .log("answered without the embedding service");
        return new Unavailable();
    }
}
