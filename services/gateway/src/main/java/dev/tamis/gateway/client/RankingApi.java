package dev.tamis.gateway.client;

import dev.tamis.common.contract.ranking.RankRequest;
import dev.tamis.common.contract.ranking.RankResponse;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.PostExchange;

/// The ranking service.
interface RankingApi {

    @PostExchange("/v1/rank")
    RankResponse rank(@RequestBody RankRequest request);
}
