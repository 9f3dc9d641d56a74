package dev.tamis.common.contract.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Filter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks a collection for the items that suit a query.
///
/// @param query text, 1 to 8,192 characters; may be left out only where `vector` is given and the mode is dense
/// @param vector the query's vector, of the collection's dimension; by default the collection's model makes it
/// @param k how many hits to return at most, 1 to 1,000; 10 by default
/// @param mode by what items are found; hybrid by default
/// @param filter which items may answer; all by default
/// @param fusion how hybrid search merges its lists; measured best by default
/// @param exact whether dense search scores every allowed item even where the collection has an approximate index
/// @param rank whether hits are ordered for popularity and user by the ranking service; yes by default
/// @param user who asks, up to 256 characters
/// @param fields which text fields the hits show; all by default, none if empty
/// @param explain whether the answer says where each score comes from and how long each stage took
/// @param facets attributes whose values are to be counted, at most 20; none by default
/// @param after the `change` that a write was answered: the search waits until it sees that write, whichever replica it
///     lands on; by default it sees what it sees
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SearchRequest(
        @Size(min = 1, max = MAX_QUERY_LENGTH) @Nullable String query,
        @Nullable DenseVector vector,
        @Min(1) @Max(MAX_K) @Nullable Integer k,
        @Nullable SearchMode mode,
        @Nullable Filter filter,
        @Nullable Fusion fusion,
        @Nullable Boolean exact,
        @Nullable Boolean rank,
        @Size(max = 256) @Nullable String user,
        @Size(max = 100) @Nullable List<String> fields,
        @Nullable Boolean explain,
        @Size(max = MAX_FACETS) @Nullable List<@NotNull String> facets,
        @PositiveOrZero @Nullable Long after) {

    /// Longest query, in characters.
    public static final int MAX_QUERY_LENGTH = 8_192;
    /// Most hits of one search.
    public static final int MAX_K = 1_000;
    /// Most attributes whose values one search counts.
    public static final int MAX_FACETS = 20;

    public static SearchRequest of(String query) {
        return new SearchRequest(query, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    public SearchRequest withK(int value) {
        return new SearchRequest(
                query, vector, value, mode, filter, fusion, exact, rank, user, fields, explain, facets, after);
    }

    public SearchRequest withMode(@Nullable SearchMode value) {
        return new SearchRequest(
                query, vector, k, value, filter, fusion, exact, rank, user, fields, explain, facets, after);
    }

    public SearchRequest withFilter(@Nullable Filter value) {
        return new SearchRequest(
                query, vector, k, mode, value, fusion, exact, rank, user, fields, explain, facets, after);
    }

    public SearchRequest withFusion(@Nullable Fusion value) {
        return new SearchRequest(
                query, vector, k, mode, filter, value, exact, rank, user, fields, explain, facets, after);
    }

    public SearchRequest withRank(boolean value) {
        return new SearchRequest(
                query, vector, k, mode, filter, fusion, exact, value, user, fields, explain, facets, after);
    }

    public SearchRequest withUser(@Nullable String value) {
        return new SearchRequest(
                query, vector, k, mode, filter, fusion, exact, rank, value, fields, explain, facets, after);
    }

    public SearchRequest withFields(@Nullable List<String> value) {
        return new SearchRequest(
                query, vector, k, mode, filter, fusion, exact, rank, user, value, explain, facets, after);
    }

    public SearchRequest withExplain(boolean value) {
        return new SearchRequest(
                query, vector, k, mode, filter, fusion, exact, rank, user, fields, value, facets, after);
    }

    public SearchRequest withFacets(@Nullable List<String> value) {
        return new SearchRequest(
                query, vector, k, mode, filter, fusion, exact, rank, user, fields, explain, value, after);
    }

    /// @param value as the answer to a write has it, so that the search sees that write
    public SearchRequest withAfter(@Nullable Long value) {
        return new SearchRequest(
                query, vector, k, mode, filter, fusion, exact, rank, user, fields, explain, facets, value);
    }
}
