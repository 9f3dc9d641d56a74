package dev.tamis.cli.evaluate;

import dev.tamis.cli.ingest.BeirCorpus;
import dev.tamis.cli.terminal.Failure;
import dev.tamis.common.contract.training.JudgedQuery;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The judged queries of a test set in BEIR layout, divided into those to fit to and those held out, which are only
/// measured on.
///
/// Where the set has a training split, that is fitted to, and the test split is held out. Else the queries are sorted
/// by the SHA-256 of their texts, in lower case and with single spaces, and the first three tenths are held out.
///
/// @param fitted in the order of the queries' file, as the other
public record QueryDivision(List<JudgedQuery> fitted, List<JudgedQuery> heldOut) {

    private static final double SHARE = 0.3;

    public QueryDivision {
        fitted = List.copyOf(fitted);
        heldOut = List.copyOf(heldOut);
    }

    /// @throws Failure if a file is missing or broken, or no query is judged
    public static QueryDivision read(Path folder) {
        Map<String, Map<String, Double>> test = BeirQueries.grades(BeirCorpus.file(folder, "qrels/test.tsv"));
        Map<String, String> texts = BeirQueries.texts(BeirCorpus.file(folder, "queries.jsonl"));
        boolean divided =
                Files.exists(folder.resolve("qrels/train.tsv")) || Files.exists(folder.resolve("qrels/train.tsv.gz"));
        var grades = new HashMap<>(test);
        if (divided) {
            BeirQueries.grades(BeirCorpus.file(folder, "qrels/train.tsv")).forEach(grades::putIfAbsent);
        }
        List<String> judged =
                texts.keySet().stream().filter(grades::containsKey).toList();
        Set<String> held = divided ? test.keySet() : first(judged, texts);
        var fitted = new ArrayList<JudgedQuery>();
        var heldOut = new ArrayList<JudgedQuery>();
        for (String id : judged) {
            // As BEIR, an item with the id of a query is the query itself.
            var query = new JudgedQuery(texts.getOrDefault(id, ""), grades.getOrDefault(id, Map.of()), id);
            (held.contains(id) ? heldOut : fitted).add(query);
        }
        if (heldOut.isEmpty()) {
            throw Failure.usage("%s has no judged queries to hold out".formatted(folder));
        }
        return new QueryDivision(fitted, heldOut);
    }

    private static Set<String> first(List<String> judged, Map<String, String> texts) {
        List<String> order = judged.stream()
                .sorted(Comparator.comparing(id -> hash(texts.getOrDefault(id, ""))))
                .toList();
        return Set.copyOf(order.subList(0, (int) (order.size() * SHARE)));
    }

    private static BigInteger hash(String text) {
        try {
            String plain = text.toLowerCase(Locale.ROOT).strip().replaceAll("\\s+", " ");
            return new BigInteger(
                    1, MessageDigest.getInstance("SHA-256").digest(plain.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
