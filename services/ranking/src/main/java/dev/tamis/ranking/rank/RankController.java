package dev.tamis.ranking.rank;

import dev.tamis.common.contract.ranking.RankRequest;
import dev.tamis.common.contract.ranking.RankResponse;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Answers in which order candidates suit a user.
@RestController
@RequestMapping("/v1/rank")
class RankController {

    private final RankService ranks;

    RankController(RankService ranks) {
        this.ranks = ranks;
    }

    @PostMapping
    RankResponse rank(@Valid @RequestBody RankRequest request) {
        return ranks.rank(request);
    }
}
