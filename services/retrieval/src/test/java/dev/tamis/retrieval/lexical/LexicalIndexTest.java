package dev.tamis.retrieval.lexical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.common.contract.Filter;
import dev.tamis.retrieval.item.ItemChange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LexicalIndexTest {

    @TempDir
    private Path directory;

    private LexicalIndex index;
    private long change;

    @BeforeEach
    void open() throws IOException {
        index = LexicalIndex.open(Fixtures.BOOKS, Fixtures.properties(directory));
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    @Test
    void scoresAreBm25() throws IOException {
        put("long", "drill drill press table stand");
        put("short", "cordless drill");
        put("other", "paint brush");
        index.publish();

        List<LexicalHit> hits = index.search("drill press", 10, null);

        // 3 items of 5 + 2 + 2 terms; Lucene leaves out the factor k1 + 1, which changes no order.
        double drill = Math.log(1 + (3 - 2 + 0.5) / (2 + 0.5));
        double press = Math.log(1 + (3 - 1 + 0.5) / (1 + 0.5));
        assertThat(hits).extracting(LexicalHit::id).containsExactly("long", "short");
        assertThat(hits.getFirst().score()).isEqualTo(drill * saturated(2, 5) + press * saturated(1, 5), within(1e-6));
        assertThat(hits.getLast().score()).isEqualTo(drill * saturated(1, 2), within(1e-6));
    }

    private static double saturated(int occurrences, int length) {
        double meanLength = 3;
        return occurrences / (occurrences + 1.2 * (1 - 0.75 + 0.75 * length / meanLength));
    }

    @Test
    void aTermThatAQueryRepeatsCountsOnce() throws IOException {
        put("a", "cordless drill");
        index.publish();

        assertThat(index.search("drill drills DRILLING", 10, null)).isEqualTo(index.search("drill", 10, null));
    }

    @Test
    void equalsComeInTheOrderOfTheirIdsAlsoWhereTheLimitCuts() throws IOException {
        for (String id : List.of("d", "b", "e", "a", "c")) {
            put(id, "the same text");
            index.publish();
        }

        assertThat(ids(index.search("same", 3, null))).containsExactly("a", "b", "c");
    }

    @Test
    void anItemIsFoundByItsLastTextOnly() throws IOException {
        put("a", "garden hose");
        put("a", "claw hammer");
        index.publish();
        put("a", "step ladder");
        index.publish();

        assertThat(index.search("hose hammer", 10, null)).isEmpty();
        assertThat(ids(index.search("ladder", 10, null))).containsExactly("a");
    }

    @Test
    void aDeletedItemIsNotFound() throws IOException {
        put("a", "garden hose");
        put("b", "garden gate");
        index.publish();
        delete("a");
        index.publish();

        assertThat(ids(index.search("garden", 10, null))).containsExactly("b");
    }

    @Test
    void scoresOfGivenItemsAreThoseOfTheSearch() throws IOException {
        put("a", "cordless drill");
        put("b", "drill press stand");
        put("c", "paint brush");
        index.publish();

        Map<String, Double> scores = index.scores("drill press", List.of("a", "b", "c", "unknown"));

        assertThat(scores)
                .isEqualTo(index.search("drill press", 10, null).stream()
                        .collect(Collectors.toMap(LexicalHit::id, LexicalHit::score)))
                .containsOnlyKeys("a", "b");
        assertThat(index.scores("drill", List.of())).isEmpty();
    }

    @Test
    void aQueryWithoutTermsFindsNothing() throws IOException {
        put("a", "to be or not to be");
        index.publish();

        assertThat(index.search("to be or not to be", 10, null)).isEmpty();
        assertThat(index.search("...", 10, null)).isEmpty();
        assertThat(index.scores("the", List.of("a"))).isEmpty();
    }

    @Test
    void aQueryOfMoreTermsThanLuceneTakesIsAnsweredFromTheFirst() throws IOException {
        put("a", "t0");
        put("b", "t4999");
        index.publish();
        String query = IntStream.range(0, 5_000).mapToObj(i -> "t" + i).collect(Collectors.joining(" "));
        List<Filter> conditions = new ArrayList<>();
        for (int i = 0; i < 99; i++) {
            conditions.add(new Filter.In("size", List.of("none", (double) i, 7.0, true)));
        }

        assertThat(index.search(query, 10, null)).isNotEmpty();
        assertThat(index.search(query, 10, new Filter.All(conditions))).isEmpty();
    }

    @Test
    void anItemWithoutTextIsThereAndNotFound() throws IOException {
        put("empty", "");
        put("a", "drill");
        index.publish();

        assertThat(ids(index.search("drill", 10, null))).containsExactly("a");
    }

    @Test
    void aFilterLosesNoHitHoweverRareWhatItAllows() throws IOException {
        for (int i = 0; i < 3_000; i++) {
            Map<String, Object> attributes = Map.of("shelf", i == 2_999 ? "top" : "floor");
            put("item" + i, i == 2_999 ? "one drill among many other words" : "drill drill", attributes);
        }
        index.publish();

        assertThat(ids(index.search("drill", 1, new Filter.Equal("shelf", "top"))))
                .containsExactly("item2999");
    }

    private void put(String id, String text) throws IOException {
        put(id, text, Map.of());
    }

    private void put(String id, String text, Map<String, Object> attributes) throws IOException {
        index.apply(List.of(new ItemChange(++change, id, false, text, attributes)));
    }

    private void delete(String id) throws IOException {
        index.apply(List.of(new ItemChange(++change, id, true, "", Map.of())));
    }

    private static List<String> ids(List<LexicalHit> hits) {
        return hits.stream().map(LexicalHit::id).toList();
    }
}
