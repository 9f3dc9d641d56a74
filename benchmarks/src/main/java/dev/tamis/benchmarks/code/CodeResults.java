package dev.tamis.benchmarks.code;

import dev.tamis.benchmarks.data.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cells that are measured already, in a file of a line of JSON each: a run goes on where one before it ended.
final class CodeResults {

    private final @Nullable Path file;
    private final List<CodeCell> cells = new ArrayList<>();

    /// @param file null to remember nothing
    CodeResults(@Nullable Path file) throws IOException {
        this.file = file;
        if (file != null && Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                cells.add(Sources.JSON.readValue(line, CodeCell.class));
            }
        }
    }

    void add(CodeCell cell) throws IOException {
        cells.add(cell);
        if (file != null) {
            String line = Sources.JSON.writeValueAsString(cell) + "\n";
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    boolean holds(String set, String model, long seed) {
        return of(set, model).stream().anyMatch(cell -> cell.seed() == seed);
    }

    List<CodeCell> of(String set, String model) {
        return cells.stream().filter(cell -> cell.isOf(set, model)).toList();
    }
}
