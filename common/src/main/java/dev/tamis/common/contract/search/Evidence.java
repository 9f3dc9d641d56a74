package dev.tamis.common.contract.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// What one way of searching has to say for an item.
///
/// @param score cosine (-1 to 1) or BM25 (above 0); higher is better
/// @param rank position in that way's list, from 1; absent if the item was scored but not on the list
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evidence(double score, @Nullable Integer rank) {}
