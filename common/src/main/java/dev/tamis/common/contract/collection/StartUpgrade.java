package dev.tamis.common.contract.collection;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

/// Has a collection keep its items in a second vector space, that of another embedding model.
///
/// @param model embedding model of that space
/// @param dimension floats in its vectors, 1 to 4,000
public record StartUpgrade(
        @NotBlank String model, @Min(1) @Max(4_000) int dimension) {}
