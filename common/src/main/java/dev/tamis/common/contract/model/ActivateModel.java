package dev.tamis.common.contract.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/// How a fitted model is to serve.
///
/// @param dimensions of a projection, floats that are kept of each vector: one of its sizes, by default the largest
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActivateModel(@Min(1) @Nullable Integer dimensions) {

    /// As the model is meant to.
    public static final ActivateModel DEFAULT = new ActivateModel(null);
}
