package dev.tamis.retrieval.fusion;

import dev.tamis.common.contract.search.Evidence;
import org.jspecify.annotations.Nullable;

/// An item of the merged ranking.
///
/// @param score higher is better; comparable within one ranking only
/// @param dense its cosine; null if it has none
/// @param lexical its BM25; null if no term of the query occurs in it
public record Fused(
        String id,
        double score,
        @Nullable Evidence dense,
        @Nullable Evidence lexical) {}
