package dev.tamis.cli.ingest;

import dev.tamis.cli.ingest.Patience.GaveUp;
import dev.tamis.client.BulkResult;
import dev.tamis.client.Refresh;
import dev.tamis.client.TamisClient;
import dev.tamis.client.TamisException;
import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.item.BulkLine;
import java.util.List;
import java.util.Set;

/// Sends chunks, again and again while the gateway or what it needs is away. Sending twice does no harm: an item
/// replaces the one of its id.
final class Sender {

    /// Statuses of lines that failed for what will pass. Not 500: that may be the line's own fault.
    private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);

    private final TamisClient tamis;
    private final String collection;
    private final Patience patience;

    Sender(TamisClient tamis, String collection, Patience patience) {
        this.tamis = tamis;
        this.collection = collection;
        this.patience = patience;
    }

    /// @param results one for every readable line of the chunk
    /// @param embedded by all attempts together
    record Sent(List<BulkLine> results, long embedded) {}

    Sent send(Chunk chunk, Refresh refresh) throws InterruptedException, GaveUp {
        byte[] body = chunk.body();
        if (body.length == 0) {
            return new Sent(List.of(), 0);
        }
        Patience.Wait wait = patience.new Wait();
        long embedded = 0;
        while (true) {
            String reason;
            try {
                BulkResult result = tamis.putLines(collection, body, refresh);
                embedded += result.summary().embedded();
                List<Problem> passing = passing(result);
                if (passing.isEmpty()) {
                    wait.over();
                    return new Sent(result.lines(), embedded);
                }
                reason = String.valueOf(passing.getFirst().detail());
            } catch (TamisException failed) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException();
                }
                if (!failed.isTransient()) {
                    throw failed;
                }
                reason = String.valueOf(failed.getMessage());
            }
            wait.pause(reason);
        }
    }

    private static List<Problem> passing(BulkResult result) {
        return result.lines().stream()
                .map(BulkLine::problem)
                .filter(problem -> problem != null && PASSING.contains(problem.status()))
                .map(java.util.Objects::requireNonNull)
                .toList();
    }
}
