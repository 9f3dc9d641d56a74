package dev.tamis.common.contract.collection;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/// Creates a collection.
///
/// @param name 1 to 63 of `a-z`, `0-9`, `-` and `_`, beginning with a letter or digit
/// @param model embedding model that gives items and queries their vectors; by default the gateway's default model.
///     Left out together with a given `dimension`, the collection has no model and takes vectors from its callers
/// @param dimension floats in a vector, 1 to 4,000 (pgvector's limit for an index on half-precision vectors); by
///     default the model's
/// @param language how text is split and stemmed for lexical search; `english` by default
/// @param index how dense search finds its shortlist; `auto` by default
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CreateCollection(
        @NotNull
        @Pattern(
                regexp = "[a-z0-9][a-z0-9_-]{0,62}",
                message = "must be 1 to 63 of a-z, 0-9, - and _, beginning with a letter or digit")
        String name,

        @Nullable String model,
        @Min(1) @Max(4_000) @Nullable Integer dimension,
        @Nullable Language language,
        @Nullable IndexKind index) {

    public static CreateCollection named(String name) {
        return new CreateCollection(name, null, null, null, null);
    }
}
