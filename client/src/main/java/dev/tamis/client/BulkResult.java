package dev.tamis.client;

import dev.tamis.common.contract.item.BulkLine;
import dev.tamis.common.contract.item.BulkSummary;
import java.util.List;

/// What became of items that were sent in bulk.
///
/// @param lines one for every item, in the order sent
public record BulkResult(List<BulkLine> lines, BulkSummary summary) {

    public BulkResult {
        lines = List.copyOf(lines);
    }

    /// The lines that were not stored, with the problem of each.
    public List<BulkLine> failures() {
        return lines.stream().filter(line -> line.problem() != null).toList();
    }
}
