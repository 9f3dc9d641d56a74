package dev.tamis.cli.evaluate;

import dev.tamis.cli.ingest.BeirCorpus;
import dev.tamis.cli.ingest.JsonLines;
import dev.tamis.cli.ingest.SourceFile;
import dev.tamis.cli.terminal.Failure;
import dev.tamis.common.evaluation.Judgments;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// The judged queries of a test set in BEIR layout.
final class BeirQueries {

    private BeirQueries() {}

    /// A query with what is known of its answers.
    record JudgedQuery(String id, String text, Judgments judgments) {}

    /// The queries of a split that have a relevant document, in the order of the queries' file.
    ///
    /// @throws Failure if a file is missing or broken, or no query has a relevant document
    static List<JudgedQuery> read(Path folder, String split) {
        Map<String, Map<String, Double>> grades = grades(BeirCorpus.file(folder, "qrels/" + split + ".tsv"));
        var queries = new ArrayList<JudgedQuery>();
        texts(BeirCorpus.file(folder, "queries.jsonl")).forEach((id, text) -> {
            var judgments = new Judgments(grades.getOrDefault(id, Map.of()));
            if (judgments.relevant() > 0) {
                queries.add(new JudgedQuery(id, text, judgments));
            }
        });
        if (queries.isEmpty()) {
            throw Failure.usage("%s has no query with a relevant document in split '%s'".formatted(folder, split));
        }
        return queries;
    }

    /// The texts of queries by id, in the order of the file.
    static Map<String, String> texts(Path path) {
        try (SourceFile file = SourceFile.open(path)) {
            Map<String, String> texts = new LinkedHashMap<>();
            var lines = new JsonLines(file.content());
            for (JsonLines.Line line = lines.next(); line != null; line = lines.next()) {
                ObjectNode query = line.object();
                if (query == null || !query.has("_id") || !query.path("text").isString()) {
                    throw Failure.usage("%s, line %d: no query with _id and text".formatted(path, line.number()));
                }
                texts.put(query.path("_id").asString(), query.path("text").stringValue());
            }
            return texts;
        } catch (IOException unreadable) {
            throw Failure.usage("%s cannot be read: %s".formatted(path, unreadable.getMessage()));
        }
    }

    /// Grades of documents by the ids of query and document, from a file of query id, document id and grade a line,
    /// separated by tabs, after a header line or none.
    static Map<String, Map<String, Double>> grades(Path path) {
        try (SourceFile file = SourceFile.open(path);
                var reader = new BufferedReader(new InputStreamReader(file.content(), StandardCharsets.UTF_8))) {
            Map<String, Map<String, Double>> grades = new HashMap<>();
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                String[] cells = line.strip().split("\t", -1);
                if (line.isBlank() || (number == 1 && cells.length == 3 && !isNumber(cells[2]))) {
                    continue;
                }
                if (cells.length != 3 || !isNumber(cells[2])) {
                    throw Failure.usage("%s, line %d: expected query id, document id and grade between tabs, not '%s'"
                            .formatted(path, number, line));
                }
                grades.computeIfAbsent(cells[0], query -> new HashMap<>())
                        .put(cells[1], Double.valueOf(cells[2].strip()));
            }
            return grades;
        } catch (IOException unreadable) {
            throw Failure.usage("%s cannot be read: %s".formatted(path, unreadable.getMessage()));
        }
    }

    private static boolean isNumber(String cell) {
        return cell.strip().matches("[+-]?[0-9]+([.][0-9]+)?");
    }
}
