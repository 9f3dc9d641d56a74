package dev.tamis.common.contract.retrieval;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.search.Fusion;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.common.contract.search.SearchRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks one collection for the items closest to a query.
///
/// @param query text; needed by lexical and hybrid search
/// @param vector of the collection's dimension; needed by dense and hybrid search
/// @param model embedding model that made the vector, so that one of another space is refused; by default that is not
///     checked, as for a vector of the caller's own
/// @param k how many hits, 1 to 1,000
/// @param filter which items may answer; all by default
/// @param fusion how hybrid search merges its lists; the service's default by default
/// @param exact whether to score every allowed item even where there is an approximate index
/// @param fields which text fields the hits carry; all by default, none if empty
/// @param facets attributes whose values are to be counted; none by default
/// @param after number of a change that the answer is to see, with all before it; by default it sees what it sees
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RetrievalRequest(
        @Size(min = 1, max = SearchRequest.MAX_QUERY_LENGTH) @Nullable
        String query,

        @Nullable DenseVector vector,
        @Nullable String model,
        @Min(1) @Max(SearchRequest.MAX_K) int k,
        @NotNull SearchMode mode,
        @Nullable Filter filter,
        @Nullable Fusion fusion,
        boolean exact,
        @Nullable List<String> fields,
        @Size(max = SearchRequest.MAX_FACETS) @Nullable List<@NotNull String> facets,
        @PositiveOrZero @Nullable Long after) {}
