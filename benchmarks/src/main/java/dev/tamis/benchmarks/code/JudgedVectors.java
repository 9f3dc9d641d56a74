package dev.tamis.benchmarks.code;

import dev.tamis.benchmarks.data.BeirFolder;
import dev.tamis.benchmarks.data.TextVectors;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.common.contract.item.Item;
import dev.tamis.training.data.JudgedSet;
import dev.tamis.training.data.Pair;
import dev.tamis.training.data.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A set of texts by one model: what is fitted on, and what is evaluated on.
record JudgedVectors(JudgedSet fit, JudgedSet heldOut) {

    /// Reads a set, embeds its texts if the cache does not hold them, and divides its queries as [JudgedTexts]
    /// says.
    static JudgedVectors of(Path source, String set, String model, Path cache) throws IOException {
        Path converted = Files.createTempDirectory("tamis-bench-beir");
        var texts = JudgedTexts.read(BeirFolder.of(source.resolve(set), converted.resolve(set)));
        Rows items = TextVectors.rows(
                cache, "titles", texts.items().stream().map(Item::text).toList(), InputType.DOCUMENT, model);
        Rows queries =
                TextVectors.rows(cache, "queries", List.copyOf(texts.queries().values()), InputType.QUERY, model);
        return new JudgedVectors(part(texts, items, queries, set, false), part(texts, items, queries, set, true));
    }

    private static JudgedSet part(JudgedTexts texts, Rows items, Rows queries, String set, boolean heldOut) {
        Map<String, Integer> positions = new HashMap<>();
        for (Item item : texts.items()) {
            positions.put(item.id(), positions.size());
        }
        List<Integer> chosen = new ArrayList<>();
        List<Pair> pairs = new ArrayList<>();
        Map<Integer, Integer> copies = new HashMap<>();
        int index = 0;
        for (String id : texts.queries().keySet()) {
            if (texts.heldOut().contains(id) == heldOut) {
                int query = chosen.size();
                chosen.add(index);
                // As BEIR does: an item with the id of the query is the query itself.
                Integer copy = positions.get(id);
                if (copy != null) {
                    copies.put(query, copy);
                }
                texts.grades().getOrDefault(id, Map.of()).forEach((item, grade) -> {
                    Integer position = positions.get(item);
                    if (position != null) {
                        pairs.add(new Pair(query, position, grade));
                    }
                });
            }
            index++;
        }
        // In order of position: that of a map of ids is not the same in every run of the virtual machine.
        pairs.sort((a, b) ->
                a.query() != b.query() ? Integer.compare(a.query(), b.query()) : Integer.compare(a.item(), b.item()));
        int[] indexes = chosen.stream().mapToInt(Integer::intValue).toArray();
        return new JudgedSet(set, items, queries.select(indexes), pairs, copies);
    }
}
