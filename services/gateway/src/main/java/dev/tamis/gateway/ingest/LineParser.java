package dev.tamis.gateway.ingest;

import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.item.ItemRules;
import dev.tamis.gateway.ingest.LineReader.Line;
import dev.tamis.support.problem.JsonProblems;
import dev.tamis.support.problem.Problems;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.util.unit.DataSize;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Reads and checks one line of a bulk request.
final class LineParser {

    private final JsonMapper json;
    private final DataSize maxLine;

    LineParser(JsonMapper json, DataSize maxLine) {
        this.json = json;
        this.maxLine = maxLine;
    }

    Parsed parse(Line line) {
        if (line.bytes() == null) {
            return new Bad(
                    line.number(),
                    null,
                    Problems.toRecord(Problems.problem(
                            HttpStatus.CONTENT_TOO_LARGE,
                            "line-too-long",
                            "line %d is over the limit of %d KiB for one item"
                                    .formatted(line.number(), maxLine.toKilobytes()))));
        }
        Item item;
        try {
            item = json.readValue(line.bytes(), Item.class);
        } catch (JacksonException broken) {
            return new Bad(line.number(), null, problem(broken, line.number()));
        }
        if (item == null) {
            return new Bad(line.number(), null, problem(List.of(new FieldError("#", "is null; give an item"))));
        }
        var violations = ItemRules.violations(item);
        return violations.isEmpty()
                ? new Good(line.number(), item, line.bytes().length)
                : new Bad(line.number(), item.id().isEmpty() ? null : item.id(), problem(violations));
    }

    static Problem problem(List<FieldError> violations) {
        return withErrors(Problems.fieldProblem(HttpStatus.BAD_REQUEST, "invalid-item", violations), violations);
    }

    /// The parser counts lines within the text that it is given, which is one line.
    private static Problem problem(JacksonException broken, long number) {
        ProblemDetail detail = JsonProblems.of(broken);
        String text = Objects.requireNonNullElse(detail.getDetail(), "unreadable");
        detail.setDetail(text.replaceFirst("at line 1, ", "at line %d, ".formatted(number)));
        Object errors =
                detail.getProperties() == null ? null : detail.getProperties().get("errors");
        return withErrors(
                detail,
                errors instanceof List<?> list
                        ? list.stream().map(FieldError.class::cast).toList()
                        : null);
    }

    private static Problem withErrors(ProblemDetail detail, @Nullable List<FieldError> errors) {
        Problem problem = Problems.toRecord(detail);
        return new Problem(problem.type(), problem.title(), problem.status(), problem.detail(), null, errors);
    }

    /// A line that held something.
    sealed interface Parsed {
        long line();
    }

    /// @param bytes length of the line
    record Good(long line, Item item, int bytes) implements Parsed {}

    /// @param id absent if it could not be read
    record Bad(long line, @Nullable String id, Problem problem) implements Parsed {}
}
