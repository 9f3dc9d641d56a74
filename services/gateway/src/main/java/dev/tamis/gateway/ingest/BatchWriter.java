package dev.tamis.gateway.ingest;

import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.item.BulkLine;
import dev.tamis.common.contract.item.ItemResult;
import dev.tamis.common.contract.item.ItemStatus;
import dev.tamis.common.contract.retrieval.ItemsWritten;
import dev.tamis.gateway.client.RetrievalClient;
import dev.tamis.gateway.ingest.LineParser.Bad;
import dev.tamis.gateway.ingest.LineParser.Good;
import dev.tamis.gateway.ingest.LineParser.Parsed;
import dev.tamis.gateway.ingest.Preparation.Prepared;
import dev.tamis.gateway.problem.GatewayRefusal.Answered;
import dev.tamis.support.problem.Problems;
import dev.tamis.support.problem.RefusedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// Writes the batches of one bulk request, and says what became of each line. Once the retrieval service stopped
/// answering, nothing more is written: what comes later in the request must not overtake what failed.
final class BatchWriter {

    private final String collection;
    private final RetrievalClient retrieval;
    private volatile @Nullable Problem broken;
    private long stored;
    private long failed;
    private long embedded;
    private long change;

    BatchWriter(String collection, RetrievalClient retrieval) {
        this.collection = collection;
        this.retrieval = retrieval;
    }

    boolean isBroken() {
        return broken != null;
    }

    /// @param prepared the batch's items; null if the writer was broken already
    /// @return what became of each line, in their order
    List<BulkLine> write(Batch batch, @Nullable Prepared prepared, boolean visible) {
        List<ItemResult> written = prepared == null || prepared.writes().isEmpty()
                ? batch.items().stream().map(item -> failure(item.id())).toList()
                : written(batch, prepared, visible);
        List<BulkLine> lines = new ArrayList<>(batch.lines().size());
        int item = 0;
        for (Parsed line : batch.lines()) {
            lines.add(
                    switch (line) {
                        case Bad(long number, String id, Problem problem) ->
                            new BulkLine(number, id, ItemStatus.FAILED, problem);
                        case Good good -> {
                            ItemResult result = written.get(item++);
                            yield new BulkLine(good.line(), good.item().id(), result.status(), result.problem());
                        }
                    });
        }
        for (BulkLine line : lines) {
            if (line.status() == ItemStatus.FAILED) {
                failed++;
            } else {
                stored++;
            }
        }
        return lines;
    }

    private List<ItemResult> written(Batch batch, Prepared prepared, boolean visible) {
        if (broken == null) {
            try {
                ItemsWritten written = retrieval.write(collection, prepared.writes(), prepared.model(), visible);
                embedded += prepared.embedded();
                change = Math.max(change, written.change());
                return Results.of(prepared.writes(), written.results());
            } catch (RefusedException refused) {
                if (refused.refusal() instanceof Answered(Problem problem, var retryAfter) && problem.status() < 500) {
                    return batch.items().stream()
                            .map(item -> new ItemResult(item.id(), ItemStatus.FAILED, problem))
                            .toList();
                }
                broken = Problems.toRecord(Problems.problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "retrieval-unavailable",
                        "the retrieval service stopped answering at line %d; this line was not confirmed, send it again"
                                .formatted(firstItem(batch))));
            }
        }
        return batch.items().stream().map(item -> failure(item.id())).toList();
    }

    private ItemResult failure(String id) {
        return new ItemResult(id, ItemStatus.FAILED, broken);
    }

    private static long firstItem(Batch batch) {
        return batch.lines().stream()
                .filter(Good.class::isInstance)
                .mapToLong(Parsed::line)
                .findFirst()
                .orElse(0);
    }

    /// Items stored, with or without a vector.
    long stored() {
        return stored;
    }

    /// Lines not stored.
    long failed() {
        return failed;
    }

    /// Vectors made for items stored.
    long embedded() {
        return embedded;
    }

    /// Number of the last write; 0 if there was none.
    long change() {
        return change;
    }
}
