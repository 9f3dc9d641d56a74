package dev.tamis.cli.ingest;

import dev.tamis.cli.terminal.Failure;
import dev.tamis.cli.terminal.Json;
import dev.tamis.cli.terminal.Progress;
import dev.tamis.common.contract.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Says which lines were not stored: the first few on the terminal, all of them in a file if one is named.
final class FailureReport implements AutoCloseable {

    private static final int SHOWN = 20;

    private final Progress progress;
    private final @Nullable OutputStream file;
    private long count;

    /// @param path file of all failures, NDJSON; none if null
    /// @param append whether the file goes on with that of a broken import
    FailureReport(Progress progress, @Nullable Path path, boolean append) {
        this.progress = progress;
        try {
            this.file = path == null
                    ? null
                    : Files.newOutputStream(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException failed) {
            throw Failure.usage("--errors: %s cannot be written: %s".formatted(path, failed.getMessage()));
        }
    }

    /// @param id empty if it could not be read
    record FailedLine(long line, String id, String problem) {}

    void add(long line, @Nullable String id, Problem problem) {
        add(new FailedLine(line, id == null ? "" : id, words(problem)));
    }

    void add(FailedLine failed) {
        count++;
        if (count <= SHOWN) {
            progress.note("line %d%s: %s"
                    .formatted(
                            failed.line(), failed.id().isEmpty() ? "" : " ('" + failed.id() + "')", failed.problem()));
        }
        if (file != null) {
            try {
                file.write(Json.line(failed));
                file.write('\n');
            } catch (IOException full) {
                throw Failure.failed("the file of failed lines cannot be written: " + full.getMessage());
            }
        }
    }

    private static String words(Problem problem) {
        List<Problem.FieldError> errors = problem.errors() == null ? List.of() : problem.errors();
        String fields = errors.stream()
                .map(error -> error.pointer() + " " + error.detail())
                .collect(Collectors.joining("; "));
        if (!fields.isEmpty()) {
            return fields;
        }
        return problem.detail() == null ? problem.title() : problem.detail();
    }

    @Override
    public void close() {
        if (count > SHOWN) {
            progress.note("... and %,d more failed lines%s"
                    .formatted(count - SHOWN, file == null ? "; --errors FILE lists them all" : ""));
        }
        if (file != null) {
            try {
                file.close();
            } catch (IOException failed) {
                throw Failure.failed("the file of failed lines cannot be written: " + failed.getMessage());
            }
        }
    }
}
