package dev.tamis.common.contract.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parameters of the kind of job that measures what projections and codes keep of the quality of a collection's
/// vectors.
///
/// @param queries to measure on, with relevant items; none that a model was fitted to
/// @param models ids of fitted models, `name@version`; the latest of each name of the collection if absent
/// @param seed of random rotations; 1 if absent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EvaluateCodes(
        @NotEmpty List<@NotNull @Valid JudgedQuery> queries,
        @Nullable List<@NotNull String> models,
        @Nullable Long seed) {

    public static final String KIND = "evaluate-codes";
}
