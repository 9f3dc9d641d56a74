package dev.tamis.ranking.problem;

import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.support.problem.Refusal;
import java.util.List;

/// Why this service refuses a request that is well-formed JSON.
public sealed interface RankingRefusal extends Refusal {

    /// Values that no annotation can judge alone: texts that cannot be stored, times, duplicates.
    ///
    /// @param errors at least one
    record InvalidFields(List<FieldError> errors) implements RankingRefusal {

        public InvalidFields {
            errors = List.copyOf(errors);
        }
    }
}
