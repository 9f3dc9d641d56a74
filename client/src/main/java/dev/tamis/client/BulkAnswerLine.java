package dev.tamis.client;

import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.item.BulkLine;
import dev.tamis.common.contract.item.BulkSummary;
import dev.tamis.common.contract.item.ItemStatus;
import org.jspecify.annotations.Nullable;

/// A line of a bulk answer: what became of an item, or, last, the summary.
record BulkAnswerLine(
        @Nullable Long line,
        @Nullable String id,
        @Nullable ItemStatus status,
        @Nullable Problem problem,
        @Nullable BulkSummary summary) {

    BulkLine toBulkLine() {
        if (line == null || status == null) {
            throw new IllegalArgumentException("a line of the answer has neither a status nor the summary");
        }
        return new BulkLine(line, id, status, problem);
    }
}
