package dev.tamis.gateway.search;

import dev.tamis.common.contract.search.SearchMode;

/// A search of a text by its meaning was answered.
///
/// @param mode dense or hybrid
public record SearchAnswered(String collection, String query, SearchMode mode) {}
