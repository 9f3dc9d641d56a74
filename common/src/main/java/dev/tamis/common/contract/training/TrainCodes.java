package dev.tamis.common.contract.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parameters of the kind of job that fits recurrent binary codes to the vectors of a collection.
///
/// @param queries to fit to; without them items stand in for queries
/// @param steps updates at most
/// @param seed of all randomness; 1 if absent
/// @param bits in a plane of the code, a multiple of 8; as many as a vector has dimensions if absent, and at most
/// @param levels how often a code is refined: 0, 1 or 3, for codes of 1, 2 or 4 planes; 3 if absent
/// @param name of the model in the registry; that of the collection and `-codes` if absent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainCodes(
        @Nullable List<@NotNull @Valid JudgedQuery> queries,
        @Nullable @Min(1) @Max(1_000_000) Integer steps,
        @Nullable Long seed,
        @Nullable @Min(8) Integer bits,
        @Nullable @Min(0) @Max(3) Integer levels,

        @Nullable
        @Pattern(
                regexp = "[a-z0-9][a-z0-9_-]{0,62}",
                message = "must be 1 to 63 of a-z, 0-9, - and _, beginning with a letter or digit")
        String name) {

    public static final String KIND = "train-codes";
}
