package dev.tamis.gateway.client;

import dev.tamis.common.contract.ranking.RankRequest;
import dev.tamis.common.contract.ranking.RankResponse;
import org.springframework.stereotype.Component;

/// Asks the ranking service for an order.
@Component
public class RankingClient {

    private final RankingApi api;
    private final Guard guard;

    RankingClient(ClientProperties properties, Connections connections, Guards guards) {
        var ranking = properties.ranking();
        this.api = connections.proxy(RankingApi.class, ranking.url(), ranking.timeout());
        this.guard = guards.guard("ranking", "rank", ranking.concurrency(), properties.bulkheadWait());
    }

    /// @throws dev.tamis.support.problem.RefusedException if it gives none
    public RankResponse rank(RankRequest request) {
        return guard.repeatable(() -> api.rank(request));
    }
}
