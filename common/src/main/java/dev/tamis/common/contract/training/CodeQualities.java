package dev.tamis.common.contract.training;

import java.util.List;

/// The result of [EvaluateCodes].
///
/// @param items how many were searched
/// @param queries how many were asked
/// @param judgedQueries how many of them have a relevant item
/// @param rows a row for each form, alone and rescored, the full vectors first
/// @param report path of the page that shows it
public record CodeQualities(int items, int queries, int judgedQueries, List<CodeQuality> rows, String report) {

    public CodeQualities {
        rows = List.copyOf(rows);
    }
}
