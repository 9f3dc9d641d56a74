package dev.tamis.common.contract.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// What one form of the vectors is worth: a row of the result of [EvaluateCodes].
///
/// @param method `full` for the vectors themselves; `plain`, `pca` or `projection` for prefixes; `sign`, `centred`,
///     `rabitq` or `recurrent` for codes
/// @param model id of the fitted model; absent where none is needed
/// @param size dimensions of a prefix, or bits of a code
/// @param bytesPerItem what an index stores of an item
/// @param rescored how many of the first are ordered by full vectors; 0 for the form alone
/// @param ndcg nDCG@10, the mean over the queries that have a relevant item
/// @param recall recall@100, of the same queries
/// @param recallOfExact share of the ten best by full vectors among the first ten, of all queries
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CodeQuality(
        String method,
        @Nullable String model,
        int size,
        double bytesPerItem,
        int rescored,
        @JsonProperty("ndcg@10") double ndcg,
        @JsonProperty("recall@100") double recall,
        @JsonProperty("recallOfExact@10") double recallOfExact) {}
