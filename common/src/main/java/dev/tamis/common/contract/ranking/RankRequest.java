package dev.tamis.common.contract.ranking;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks for the order in which candidates suit a user.
///
/// @param collection of the candidates
/// @param user who asks; no one in particular if left out
/// @param candidates at most 1,000, no item twice
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RankRequest(
        @NotBlank String collection,
        @Size(max = 256) @Nullable String user,
        @NotNull @Size(max = 1_000) List<@Valid @NotNull Candidate> candidates) {

    public RankRequest {
        // Not List.copyOf: nulls, of the list or in it, are for validation to report.
        candidates = candidates == null ? candidates : Collections.unmodifiableList(new ArrayList<>(candidates));
    }

    /// @param item id of the item
    /// @param score its retrieval score, finite; higher is better
    public record Candidate(@NotBlank String item, double score) {}
}
