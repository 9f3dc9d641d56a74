package dev.tamis.cli.demo;

import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.Table;
import dev.tamis.client.TamisClient;
import dev.tamis.common.contract.search.SearchHit;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.common.contract.search.SearchRequest;
import dev.tamis.common.contract.search.SearchResponse;
import java.util.ArrayList;
import java.util.List;

/// Three queries, each answered by meaning, by words and by both.
final class SampleSearches {

    private static final int HITS = 3;
    private static final int WIDTH = 32;

    /// @param lesson what the three answers show
    record Sample(String query, String lesson) {}

    static final List<Sample> SAMPLES = List.of(
            new Sample(
                    "something to keep coffee hot on a hike",
                    "No vacuum bottle says these words: dense search finds it by its meaning."),
            new Sample("M6 x 40", "A thread and a length: lexical search knows the bolts by their very words."),
            new Sample(
                    "couch",
                    "Only one item says couch, others are settees and sofas: hybrid search finds both kinds."));

    private final TamisClient tamis;
    private final Console console;

    SampleSearches(TamisClient tamis, Console console) {
        this.tamis = tamis;
        this.console = console;
    }

    void show() {
        for (Sample sample : SAMPLES) {
            console.out().println();
            console.out().println("\"%s\"".formatted(sample.query()));
            table(sample.query()).print(console);
            console.out().println(sample.lesson());
        }
    }

    private Table table(String query) {
        List<String> dense = titles(query, SearchMode.DENSE);
        List<String> lexical = titles(query, SearchMode.LEXICAL);
        List<String> hybrid = titles(query, SearchMode.HYBRID);
        var table = new Table("#", "dense (meaning)", "lexical (words)", "hybrid (both)");
        for (int i = 0; i < HITS; i++) {
            table.row(Integer.toString(i + 1), at(dense, i), at(lexical, i), at(hybrid, i));
        }
        return table;
    }

    private List<String> titles(String query, SearchMode mode) {
        SearchResponse answer = tamis.search(
                SampleCatalogue.COLLECTION,
                SearchRequest.of(query).withK(HITS).withMode(mode).withFields(List.of("title")));
        if (!answer.degraded().isEmpty()) {
            console.err().println("degraded: %s took no part".formatted(String.join(" and ", answer.degraded())));
        }
        List<String> titles = new ArrayList<>();
        for (SearchHit hit : answer.hits()) {
            titles.add(Table.cut(hit.fields().getOrDefault("title", hit.id()), WIDTH));
        }
        return titles;
    }

    private static String at(List<String> titles, int index) {
        return index < titles.size() ? titles.get(index) : "-";
    }
}
