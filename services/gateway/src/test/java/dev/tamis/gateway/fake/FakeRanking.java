package dev.tamis.gateway.fake;

import dev.tamis.common.contract.ranking.EventsAccepted;
import dev.tamis.common.contract.ranking.RankRequest;
import dev.tamis.common.contract.ranking.RankResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Turns the order of the candidates around.
public final class FakeRanking extends FakeServer {

    private final List<RankRequest> asked = new CopyOnWriteArrayList<>();

    @Override
    protected Answer answer(String method, String path, byte[] body) {
        if (path.equals("/v1/events")) {
            return new String(body, java.nio.charset.StandardCharsets.UTF_8).contains("broken")
                    ? problem(400, "invalid-request", "#/0/object_id must not be blank")
                    : ok(new EventsAccepted(1, 0));
        }
        RankRequest request = JSON.readValue(body, RankRequest.class);
        asked.add(request);
        var ranked = new ArrayList<RankResponse.Ranked>();
        for (RankRequest.Candidate candidate : request.candidates().reversed()) {
            ranked.add(new RankResponse.Ranked(candidate.item(), 100 - ranked.size(), 0.5));
        }
        return ok(new RankResponse(ranked, "popularity"));
    }

    public List<RankRequest> asked() {
        return List.copyOf(asked);
    }
}
