package dev.tamis.ranking.rank;

import dev.tamis.common.contract.ranking.RankRequest;
import dev.tamis.common.contract.ranking.RankRequest.Candidate;
import dev.tamis.common.contract.ranking.RankResponse;
import dev.tamis.ranking.popularity.Popularity;
import dev.tamis.ranking.problem.RankingRefusal.InvalidFields;
import dev.tamis.support.problem.RefusedException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Service;

/// Ranks by popularity beside the retrieval score: the same for every user, and the baseline that a model must
/// beat.
@Service
class RankService {

    private static final String MODEL = "popularity";

    private final Popularity popularity;
    private final Timer duration;

    RankService(Popularity popularity, MeterRegistry meters) {
        this.popularity = popularity;
        this.duration = Timer.builder("ranking.rank.duration")
                .description("time to rank the candidates of one request")
                .publishPercentileHistogram()
                .register(meters);
    }

    /// @throws RefusedException if a text cannot be stored, an item comes twice or a score is not finite
    RankResponse rank(RankRequest request) {
        var errors = RankRules.violations(request);
        if (!errors.isEmpty()) {
            throw new RefusedException(new InvalidFields(errors));
        }
        return Objects.requireNonNull(duration.record(() -> ordered(request)));
    }

    private RankResponse ordered(RankRequest request) {
        List<Candidate> candidates = request.candidates();
        if (candidates.isEmpty()) {
            return new RankResponse(List.of(), MODEL);
        }
        List<String> items = candidates.stream().map(Candidate::item).toList();
        var popular = popularity.of(request.collection(), items);
        return new RankResponse(new Blend(popularity.weight()).order(candidates, popular), MODEL);
    }
}
