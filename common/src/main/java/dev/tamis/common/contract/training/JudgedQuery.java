package dev.tamis.common.contract.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A query, and what is known of its answers.
///
/// @param relevant grades of items by their id: above 0 if the item is relevant, the more the better; 0 if it was
///     judged and is not
/// @param itself id of the item that is no answer because it is the query itself; absent if there is none
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JudgedQuery(
        @NotBlank String text,
        @Nullable Map<String, @NotNull @PositiveOrZero Double> relevant,
        @Nullable String itself) {}
