package dev.tamis.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.GeoPoint;
import dev.tamis.common.contract.retrieval.RetrievalRequest;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.testkit.Caller.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Both ways of searching must agree on what a filter lets pass.
class FiltersIT extends RunningService {

    private static final Map<String, Object> BERLIN = Map.of("lat", 52.52, "lon", 13.405);

    @BeforeEach
    void shop() {
        create(null, 2);
        write(
                item(
                        "lamp",
                        Map.of("price", 10, "tags", List.of("red", "new"), "stock", true, "note", "a\"b\\c"),
                        1,
                        0),
                item("desk", Map.of("price", 99.5, "tags", "red", "stock", false), 1, 0),
                item("sofa", Map.of("price", List.of(500, 450), "tags", List.of("blue", "ﬁ", "𝒳")), 1, 0),
                item("vase", Map.of("tags", List.of()), 1, 0),
                item("cafe", Map.of("place", BERLIN), 1, 0),
                item("chain", Map.of("place", List.of(BERLIN, Map.of("lat", -17.7, "lon", 179.99))), 1, 0));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {"attribute": "tags", "equals": "red"}                       | desk,lamp
            {"attribute": "tags", "equals": "re"}                        |
            {"attribute": "price", "equals": 10.0}                       | lamp
            {"attribute": "price", "equals": 1e1}                        | lamp
            {"attribute": "price", "equals": 450}                        | sofa
            {"attribute": "stock", "equals": false}                      | desk
            {"attribute": "note", "equals": "a\\"b\\\\c"}                | lamp
            {"attribute": "tags", "in": ["new", "blue"]}                 | lamp,sofa
            {"attribute": "price", "in": [99.5, 500, 1]}                 | desk,sofa
            {"attribute": "stock", "in": [true, false]}                  | desk,lamp
            {"attribute": "price", "gt": 10}                             | desk,sofa
            {"attribute": "price", "gte": 10}                            | desk,lamp,sofa
            {"attribute": "price", "lt": 99.5}                           | lamp
            {"attribute": "price", "lte": 99.5}                          | desk,lamp
            {"attribute": "price", "gt": 450, "lt": 500}                 |
            {"attribute": "price", "gte": 450, "lt": 500}                | sofa
            {"attribute": "tags", "gte": "n", "lte": "red"}              | desk,lamp
            {"attribute": "tags", "gt": "ﬁ"}                             | sofa
            {"attribute": "tags", "gt": "𝒳"}                             |
            {"attribute": "tags", "exists": true}                        | desk,lamp,sofa
            {"attribute": "tags", "exists": false}                       | cafe,chain,vase
            {"attribute": "place", "exists": true}                       | cafe,chain
            {"attribute": "tags", "prefix": "re"}                        | desk,lamp
            {"attribute": "tags", "prefix": "bl"}                        | sofa
            {"attribute": "tags", "prefix": "ed"}                        |
            {"attribute": "tags", "prefix": ""}                          | desk,lamp,sofa
            {"attribute": "place", "near": {"lat": 52.5, "lon": 13.4}, "within": 3000}         | cafe,chain
            {"attribute": "place", "near": {"lat": 52.5, "lon": 13.4}, "within": 2000}         |
            {"attribute": "place", "near": {"lat": -17.7, "lon": -179.99}, "within": 2200}     | chain
            {"attribute": "place", "near": {"lat": 90, "lon": 0}, "within": 4200000}           | cafe,chain
            {"not": {"attribute": "stock", "equals": true}}              | cafe,chain,desk,sofa,vase
            {"not": {"attribute": "price", "gt": 50}}                    | cafe,chain,lamp,vase
            {"not": {"attribute": "place", "near": {"lat": -18, "lon": 179}, "within": 2e5}}   | cafe,desk,lamp,sofa,vase
            {"not": {"not": {"attribute": "tags", "in": ["red"]}}}       | desk,lamp
            {"not": {"any": []}}                                         | cafe,chain,desk,lamp,sofa,vase
            {"not": {"all": []}}                                         |
            {"any": []}                                                  |
            {"any": [{"attribute": "stock", "equals": true}, {"attribute": "price", "gt": 450}]}      | lamp,sofa
            {"all": [{"any": [{"attribute": "stock", "exists": true}, {"all": []}]}, {"attribute": "price", "lt": 99}]} | lamp
            {"all": []}                                                  | cafe,chain,desk,lamp,sofa,vase
            {"all": [{"attribute": "tags", "equals": "red"}, {"attribute": "price", "lt": 50}]}       | lamp
            {"all": [{"all": []}, {"all": [{"attribute": "stock", "equals": true}]}]}                 | lamp
            """)
    void letsPassWhatItSaysInArraysToo(String filter, String expected) {
        List<String> ids = expected == null ? List.of() : List.of(expected.split(","));

        assertThat(found("dense", filter)).as("dense").isEqualTo(ids);
        assertThat(found("lexical", filter)).as("lexical").isEqualTo(ids);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {"attribute": "colour", "equals": 1}                   | 422 unknown-attribute       | #/filter
            {"all": [{"attribute": "colour", "gt": 1}]}            | 422 unknown-attribute       | #/filter
            {"attribute": "price", "equals": "10"}                 | 422 attribute-type-mismatch | #/filter/equals
            {"attribute": "tags", "in": ["red", 1]}                | 422 attribute-type-mismatch | #/filter/in/1
            {"all": [{"attribute": "price", "gt": 1, "lt": "z"}]}  | 422 attribute-type-mismatch | #/filter/all/0/lt
            {"attribute": "tags", "equals": "\\u0000"}             | 400 invalid-request         | #/filter/equals
            {"attribute": "tags", "equals": "\\ud800"}             | 400 invalid-request         | #/filter/equals
            {"attribute": "colour", "exists": false}               | 422 unknown-attribute       | #/filter
            {"attribute": "price", "prefix": "1"}                  | 422 attribute-type-mismatch | #/filter/prefix
            {"not": {"attribute": "tags", "equals": 1}}            | 422 attribute-type-mismatch | #/filter/not/equals
            {"any": [{"any": []}, {"attribute": "tags", "gt": 1}]} | 422 attribute-type-mismatch | #/filter/any/1/gt
            {"attribute": "place", "equals": "Berlin"}             | 422 attribute-type-mismatch | #/filter/equals
            {"attribute": "tags", "near": {"lat": 1, "lon": 2}, "within": 3}   | 422 attribute-type-mismatch | #/filter/near
            {"attribute": "place", "near": {"lat": 91, "lon": 2}, "within": 3} | 400 invalid-request | #/filter
            {"attribute": "tags", "prefix": "\\u0000"}             | 400 invalid-request         | #/filter/prefix
            {"attribute": "tags", "near": "red"}                   | 400 invalid-request         | #/filter
            {"attribute": "stock", "gt": true}                     | 400 invalid-request         | #/filter
            """)
    void whatIsWrongWithAFilterIsSaid(String filter, String problem, String pointer) {
        Answer answer = searched("dense", filter);

        assertThat(answer.problem()).as(answer.body()).isEqualTo(problem);
        assertThat(answer.pointers()).containsExactly(pointer);
    }

    @Test
    void anUnknownAttributeIsAnsweredByTheKnownOnes() {
        assertThat(searched("dense", "{\"attribute\": \"colour\", \"equals\": \"x' OR 1=1\"}")
                        .detail())
                .isEqualTo("#/filter no item of collection '%s' has had an attribute 'colour'; known are note, place,"
                                .formatted(name)
                        + " price, stock, tags");
    }

    @Test
    void aHugeFilterIsRefusedAndALargeOneAnswered() {
        Filter large = new Filter.In(
                "price",
                java.util.stream.IntStream.range(0, 10_000)
                        .<Object>mapToObj(i -> i)
                        .toList());
        Filter huge = new Filter.All(List.of(large, new Filter.Equal("price", 1)));

        assertThat(ids(request(large))).containsExactly("lamp", "sofa");
        assertThat(search(request(huge)).pointers()).containsExactly("#/filter/all/1/equals");
    }

    @Test
    void aFilterThatLiesTooDeepIsRefusedWhereItBegins() {
        Filter deep = new Filter.Exists("price", true);
        for (int i = 0; i < 20; i++) {
            deep = new Filter.Not(deep);
        }

        assertThat(ids(request(deep))).containsExactly("desk", "lamp", "sofa");
        assertThat(search(request(new Filter.Not(deep))).detail())
                .contains("#/filter" + "/not".repeat(21) + " lies within more than 20 other filters");
    }

    @Test
    void aGeoPointSoCloseThatTheSquareOfItsDistanceIsZeroIsFound() {
        write(item("null", Map.of("place", Map.of("lat", 1e-300, "lon", 4.9e-324)), 1, 0));

        assertThat(ids(request(new Filter.GeoRadius("place", new GeoPoint(0, 0), 1))))
                .containsExactly("null");
    }

    private static RetrievalRequest request(Filter filter) {
        return new RetrievalRequest(
                null, DenseVector.of(1, 0), null, 10, SearchMode.DENSE, filter, null, false, null, null, null);
    }

    private List<String> found(String mode, String filter) {
        return searched(mode, filter).as(dev.tamis.common.contract.retrieval.RetrievalResponse.class).hits().stream()
                .map(hit -> hit.id())
                .sorted()
                .toList();
    }

    private Answer searched(String mode, String filter) {
        return caller.post(path + "/search", """
                {"mode": "%s", "query": "item", "vector": [1, 0], "k": 10, "exact": false, "filter": %s}
                """.formatted(mode, filter));
    }
}
