package dev.tamis.common.contract.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parameters of the kind of job that fits a projection to the vectors of a collection.
///
/// @param queries to fit to; without them items stand in for queries
/// @param steps updates at most
/// @param seed of all randomness; 1 if absent
/// @param sizes of the prefixes that are to be good vectors, ascending
/// @param name of the model in the registry; that of the collection and `-projection` if absent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainProjection(
        @Nullable List<@NotNull @Valid JudgedQuery> queries,
        @Nullable @Min(1) @Max(1_000_000) Integer steps,
        @Nullable Long seed,
        @Nullable @Size(min = 1, max = 16) List<@NotNull @Min(1) Integer> sizes,

        @Nullable
        @Pattern(
                regexp = "[a-z0-9][a-z0-9_-]{0,62}",
                message = "must be 1 to 63 of a-z, 0-9, - and _, beginning with a letter or digit")
        String name) {

    public static final String KIND = "train-projection";
}
