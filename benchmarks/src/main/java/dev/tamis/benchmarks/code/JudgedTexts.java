package dev.tamis.benchmarks.code;

import dev.tamis.benchmarks.data.Sources;
import dev.tamis.common.contract.item.Item;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A folder in BEIR's layout, its judged queries divided into those to fit on and those held out.
///
/// Where the set has a training split, that is fitted on, and the test split is held out. Else the queries are
/// sorted by the SHA-256 of their texts, in lower case and with single spaces, and the first three tenths are
/// held out. (Fitting divides its queries once more, into those that give gradients and those that choose.)
///
/// @param items in the order of the corpus
/// @param queries all that are judged, by id, in the order of their file
/// @param grades by id of query and item
/// @param heldOut ids of queries
record JudgedTexts(
        List<Item> items, Map<String, String> queries, Map<String, Map<String, Double>> grades, Set<String> heldOut) {

    private static final double SHARE = 0.3;

    static JudgedTexts read(Path folder) throws IOException {
        Map<String, Map<String, Double>> grades = grades(folder.resolve("qrels/test.tsv"));
        Set<String> heldOut = new HashSet<>(grades.keySet());
        Path training = folder.resolve("qrels/train.tsv");
        boolean divided = Files.exists(training);
        if (divided) {
            grades(training).forEach(grades::putIfAbsent);
        }
        var queries = new LinkedHashMap<String, String>();
        for (String line : Sources.lines(folder, "queries.jsonl")) {
            var query = Sources.JSON.readTree(line);
            String id = query.get("_id").asString();
            if (grades.containsKey(id)) {
                queries.put(id, query.get("text").asString());
            }
        }
        if (!divided) {
            heldOut = some(queries);
        }
        return new JudgedTexts(Sources.corpus(folder, Integer.MAX_VALUE), queries, grades, heldOut);
    }

    private static Set<String> some(Map<String, String> queries) {
        var order = new ArrayList<>(queries.keySet());
        order.sort(Comparator.comparing(id -> hash(queries.getOrDefault(id, ""))));
        return new HashSet<>(order.subList(0, (int) (order.size() * SHARE)));
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

    private static Map<String, Map<String, Double>> grades(Path file) throws IOException {
        var grades = new HashMap<String, Map<String, Double>>();
        for (String line : Files.readAllLines(file)) {
            String[] row = line.split("\t", -1);
            if (!row[0].equals("query-id")) {
                grades.computeIfAbsent(row[0], query -> new HashMap<>()).put(row[1], Double.parseDouble(row[2]));
            }
        }
        return grades;
    }
}
