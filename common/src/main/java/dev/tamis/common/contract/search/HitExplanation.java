package dev.tamis.common.contract.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// Where the score of a hit comes from.
///
/// @param dense its cosine; absent if dense search did not see it
/// @param lexical its BM25; absent if no term of the query occurs in it
/// @param retrievalScore the cosine, the BM25 or their fusion, by mode
/// @param popularity 0 to 1, the item's decayed popularity beside the most popular candidate's; absent if ranking took
///     no part
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HitExplanation(
        @Nullable Evidence dense,
        @Nullable Evidence lexical,
        double retrievalScore,
        @Nullable Double popularity) {}
