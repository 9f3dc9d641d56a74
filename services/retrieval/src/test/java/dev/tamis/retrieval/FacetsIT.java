package dev.tamis.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.retrieval.RetrievalRequest;
import dev.tamis.common.contract.retrieval.RetrievalResponse;
import dev.tamis.common.contract.search.FacetValue;
import dev.tamis.common.contract.search.SearchMode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FacetsIT extends RunningService {

    @BeforeEach
    void shop() {
        create(null, 2);
        write(
                item("lamp", Map.of("price", 10, "tags", List.of("red", "new", "red"), "stock", true), 1, 0),
                item("desk", Map.of("price", 99.5, "tags", "red", "stock", false), 1, 0),
                item("sofa", Map.of("price", 10.0, "tags", List.of("blue", "ﬁ", "𝒳", "B"), "stock", true)),
                item("vase", Map.of("place", Map.of("lat", 1, "lon", 2), "tags", List.of()), 1, 0),
                item("gone", Map.of("tags", "red", "price", 1), 1, 0));
        caller.post(path + "/items:delete?refresh=wait", Map.of("ids", List.of("gone")));
    }

    @Test
    void valuesAreCountedByItemTheMostFrequentFirstAndThenTheLowest() {
        assertThat(facets(null, "stock", "tags", "price"))
                .containsExactly(
                        Map.entry("stock", List.of(new FacetValue(true, 2), new FacetValue(false, 1))),
                        Map.entry(
                                "tags",
                                List.of(
                                        new FacetValue("red", 2),
                                        new FacetValue("B", 1),
                                        new FacetValue("blue", 1),
                                        new FacetValue("new", 1),
                                        new FacetValue("ﬁ", 1),
                                        new FacetValue("𝒳", 1))),
                        Map.entry("price", List.of(new FacetValue(10, 2), new FacetValue(99.5, 1))));
    }

    @Test
    void onlyItemsThatTheFilterLetsPassCount() {
        assertThat(facets(new Filter.Equal("tags", "red"), "price"))
                .containsExactly(Map.entry("price", List.of(new FacetValue(10, 1), new FacetValue(99.5, 1))));
        assertThat(facets(new Filter.Not(new Filter.Exists("price", true)), "price", "price"))
                .containsExactly(Map.entry("price", List.of()));
    }

    @Test
    void atMostTwentyValuesAreShown() {
        write(IntStream.range(0, 30)
                .mapToObj(i -> item("n" + i, Map.of("number", List.of(i, 100 + i % 3)), 1, 0))
                .toList());

        assertThat(facets(null, "number").get("number"))
                .containsExactlyElementsOf(Stream.concat(
                                IntStream.of(100, 101, 102).mapToObj(i -> new FacetValue(i, 10)),
                                IntStream.range(0, 17).mapToObj(i -> new FacetValue(i, 1)))
                        .toList());
    }

    @Test
    void nothingIsCountedUnasked() {
        assertThat(facets(null)).isEmpty();
        assertThat(search(request(null, null)).body()).doesNotContain("facets");
    }

    @Test
    void whatCannotBeCountedIsRefused() {
        var unknown = search(request(null, List.of("stock", "colour")));
        assertThat(unknown.problem()).isEqualTo("422 unknown-attribute");
        assertThat(unknown.pointers()).containsExactly("#/facets/1");
        assertThat(unknown.detail()).contains("has had an attribute 'colour'; known are place, price, stock, tags");

        var place = search(request(null, List.of("place")));
        assertThat(place.problem()).isEqualTo("422 attribute-type-mismatch");
        assertThat(place.pointers()).containsExactly("#/facets/0");
        assertThat(place.detail()).contains("is a geo point; only strings, numbers and booleans are counted");

        var many = search(request(null, Collections.nCopies(21, "stock")));
        assertThat(many.problem()).isEqualTo("400 invalid-request");
        assertThat(many.pointers()).containsExactly("#/facets");

        var none = caller.post(
                path + "/search",
                "{\"mode\": \"lexical\", \"query\": \"item\", \"k\": 1, \"exact\": false, \"facets\": [null]}");
        assertThat(none.problem()).isEqualTo("400 invalid-request");
        assertThat(none.pointers()).containsExactly("#/facets/0");
    }

    private Map<String, List<FacetValue>> facets(@Nullable Filter filter, String... names) {
        var answer = search(request(filter, List.of(names))).as(RetrievalResponse.class);
        assertThat(answer.stageMillis()).containsKey("facets");
        return Objects.requireNonNull(answer.facets());
    }

    /// The query suits no item: facets do not depend on it.
    private static RetrievalRequest request(@Nullable Filter filter, @Nullable List<String> facets) {
        return new RetrievalRequest(
                "nothing", null, null, 1, SearchMode.LEXICAL, filter, null, false, null, facets, null);
    }
}
