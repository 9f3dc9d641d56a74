package dev.tamis.benchmarks;

import dev.tamis.benchmarks.data.Sources;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.evaluation.Judgments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// A part of a test collection: some of its queries, the items that were judged for these, and further ones.
///
/// @param items those that were judged first
record JudgedSet(List<Item> items, List<Query> queries) {

    record Query(String text, Judgments judgments) {}

    /// @param folder in BEIR's layout
    /// @param mostItems how many items at most, unless more were judged
    /// @param mostQueries how many queries at most, spread evenly over the set
    static JudgedSet read(Path folder, int mostItems, int mostQueries) throws IOException {
        Map<String, Map<String, Double>> grades = new HashMap<>();
        Sources.lines(folder.resolve("qrels"), "test.tsv").stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .forEach(row ->
                        grades.computeIfAbsent(row[0], query -> new HashMap<>()).put(row[1], Double.valueOf(row[2])));
        List<Query> all = Sources.lines(folder, "queries.jsonl").stream()
                .map(Sources.JSON::readTree)
                .map(query -> new Query(
                        query.get("text").asString(),
                        new Judgments(grades.getOrDefault(query.get("_id").asString(), Map.of()))))
                .filter(query -> query.judgments.relevant() > 0)
                .toList();
        int count = Math.min(mostQueries, all.size());
        List<Query> queries = IntStream.range(0, count)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
                .toList();
        Set<String> judged = new HashSet<>();
        queries.forEach(query -> judged.addAll(query.judgments.grades().keySet()));
        List<Item> items = new ArrayList<>();
        List<Item> further = new ArrayList<>();
        for (Item item : Sources.corpus(folder, Integer.MAX_VALUE)) {
            (judged.contains(item.id()) ? items : further).add(item);
        }
        items.addAll(further.subList(0, Math.clamp(mostItems - items.size(), 0, further.size())));
        return new JudgedSet(items, queries);
    }
}
