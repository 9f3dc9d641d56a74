package dev.tamis.ranking.rank;

import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.common.contract.Texts;
import dev.tamis.common.contract.ranking.RankRequest;
import dev.tamis.common.contract.ranking.RankRequest.Candidate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which requests can be ranked, beyond what their annotations say.
final class RankRules {

    private RankRules() {}

    /// What is wrong with a request; empty if it can be ranked.
    static List<FieldError> violations(RankRequest request) {
        var errors = new ArrayList<FieldError>();
        checkText("#/collection", request.collection(), errors);
        checkText("#/user", request.user(), errors);
        var places = new HashMap<String, Integer>();
        for (int i = 0; i < request.candidates().size(); i++) {
            Candidate candidate = request.candidates().get(i);
            String pointer = "#/candidates/" + i;
            checkText(pointer + "/item", candidate.item(), errors);
            Integer before = places.putIfAbsent(candidate.item(), i);
            if (before != null) {
                errors.add(new FieldError(
                        pointer + "/item",
                        "is the item of #/candidates/%d too; send each item once".formatted(before)));
            }
            if (!Double.isFinite(candidate.score())) {
                errors.add(
                        new FieldError(pointer + "/score", "is %s; send a finite number".formatted(candidate.score())));
            }
        }
        return errors;
    }

    private static void checkText(String pointer, @Nullable String text, List<FieldError> errors) {
        String violation = text == null ? null : Texts.violation(text);
        if (violation != null) {
            errors.add(new FieldError(pointer, violation));
        }
    }
}
