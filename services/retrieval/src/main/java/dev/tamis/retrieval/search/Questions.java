package dev.tamis.retrieval.search;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.Texts;
import dev.tamis.common.contract.retrieval.RetrievalRequest;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.filter.FilterService;
import dev.tamis.retrieval.fusion.FusionProperties;
import dev.tamis.retrieval.index.DenseSearch;
import dev.tamis.retrieval.problem.RetrievalRefusal.InvalidFields;
import dev.tamis.retrieval.upgrade.QueryMaps;
import dev.tamis.support.problem.RefusedException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Checks requests against their collection.
@Component
class Questions {

    private final FilterService filters;
    private final DenseSearch dense;
    private final QueryMaps maps;
    private final FusionProperties fusions;

    Questions(FilterService filters, DenseSearch dense, QueryMaps maps, FusionProperties fusions) {
        this.filters = filters;
        this.dense = dense;
        this.maps = maps;
        this.fusions = fusions;
    }

    /// What a request asks.
    ///
    /// @throws RefusedException if its mode misses a part, or the collection cannot answer it
    Question of(CollectionRef collection, RetrievalRequest request) {
        Filter filter = filter(collection, request.filter());
        return switch (request.mode()) {
            case DENSE -> new Question.Dense(vector(collection, request), request.k(), filter, request.exact());
            case LEXICAL -> new Question.Lexical(query(request), request.k(), filter);
            case HYBRID ->
                new Question.Hybrid(
                        query(request),
                        vector(collection, request),
                        request.k(),
                        filter,
                        request.exact(),
                        request.fusion() == null ? fusions.fusion() : request.fusion());
        };
    }

    private @Nullable Filter filter(CollectionRef collection, @Nullable Filter filter) {
        if (filter == null || (filter instanceof Filter.All(List<Filter> all) && all.isEmpty())) {
            return null;
        }
        filters.require(collection, filter);
        return filter;
    }

    private static String query(RetrievalRequest request) {
        String query = required(request.query(), "#/query", request.mode());
        String violation = Texts.violation(query);
        if (violation != null) {
            throw new RefusedException(InvalidFields.of("#/query", violation));
        }
        return query;
    }

    private DenseVector vector(CollectionRef collection, RetrievalRequest request) {
        DenseVector vector =
                maps.inSpaceOf(collection, request.model(), required(request.vector(), "#/vector", request.mode()));
        dense.require(collection, vector);
        return vector;
    }

    private static <T> T required(@Nullable T value, String pointer, SearchMode mode) {
        if (value == null) {
            throw new RefusedException(InvalidFields.of(
                    pointer, "must be given for mode '%s'".formatted(mode.name().toLowerCase(Locale.ROOT))));
        }
        return value;
    }
}
