package dev.tamis.common.contract.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// A model stepped back for the one that was active before it.
///
/// @param retired the model that stepped back
/// @param active the one that is active in its place; absent if there was none before
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelRolledBack(FittedModel retired, @Nullable FittedModel active) {}
