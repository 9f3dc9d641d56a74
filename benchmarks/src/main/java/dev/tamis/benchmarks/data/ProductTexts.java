package dev.tamis.benchmarks.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Titles and queries of a product search data set.
///
/// @param titles of all products, in the set's order
/// @param queries that people typed
record ProductTexts(List<String> titles, List<String> queries) {

    static final String SET = "product-search-homedepot";

    static boolean isIn(Path data) {
        return Files.exists(data.resolve(SET, "products.jsonl.gz"))
                || Files.exists(data.resolve(SET, "products.jsonl"));
    }

    static ProductTexts in(Path data) throws IOException {
        Path folder = data.resolve(SET);
        List<String> titles = Sources.lines(folder, "products.jsonl").stream()
                .map(line -> Sources.text(Sources.JSON.readTree(line), "title"))
                .toList();
        List<String> queries = Sources.lines(folder, "queries.tsv").stream()
                .skip(1)
                .map(line -> line.split("\t", -1)[1])
                .toList();
        return new ProductTexts(titles, queries);
    }
}
