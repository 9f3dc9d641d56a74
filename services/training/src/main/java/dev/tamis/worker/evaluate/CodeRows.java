package dev.tamis.worker.evaluate;

import dev.tamis.common.contract.training.CodeQuality;
import dev.tamis.training.evaluate.FormQuality;
import dev.tamis.training.evaluate.Quality;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a result: the full vectors, then every form alone and rescored.
final class CodeRows {

    private final List<CodeQuality> rows = new ArrayList<>();

    /// @param exact quality of the full vectors
    CodeRows(Quality exact, int dimension) {
        rows.add(row("full", null, dimension, dimension * (double) Float.BYTES, 0, exact));
    }

    void add(@Nullable String model, FormQuality measured) {
        // What others know it by, rather than what it is here.
        String method = measured.method().equals("fitted") ? "projection" : measured.method();
        rows.add(row(method, model, measured.size(), measured.bytesPerItem(), 0, measured.alone()));
        rows.add(row(method, model, measured.size(), measured.bytesPerItem(), 100, measured.rescored100()));
        rows.add(row(method, model, measured.size(), measured.bytesPerItem(), 200, measured.rescored200()));
    }

    private static CodeQuality row(
            String method, @Nullable String model, int size, double bytes, int rescored, Quality quality) {
        return new CodeQuality(
                method, model, size, bytes, rescored, quality.ndcg10(), quality.recall100(), quality.recallOfExact10());
    }

    List<CodeQuality> all() {
        return List.copyOf(rows);
    }
}
