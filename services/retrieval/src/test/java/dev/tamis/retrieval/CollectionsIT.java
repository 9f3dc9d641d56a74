package dev.tamis.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.collection.Attribute;
import dev.tamis.common.contract.collection.AttributeType;
import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.collection.Collections;
import dev.tamis.common.contract.collection.CreateCollection;
import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.common.contract.collection.IndexState;
import dev.tamis.common.contract.collection.Language;
import dev.tamis.testkit.Caller.Answer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectionsIT extends RunningService {

    @Test
    void aNewCollectionIsEmptyAndDescribedWithItsDefaults() {
        Collection created = create("bge", 384);

        assertThat(created)
                .usingRecursiveComparison()
                .ignoringFields("createdAt", "indexState")
                .isEqualTo(new Collection(
                        name,
                        "bge",
                        384,
                        Language.ENGLISH,
                        IndexKind.AUTO,
                        IndexState.MEMORY,
                        0,
                        0,
                        List.of(),
                        created.createdAt()));
        await(() -> described().indexState() == IndexState.MEMORY, "the index in memory to be opened");
        assertThat(described().createdAt()).isEqualTo(created.createdAt());
        assertThat(caller.get("/v1/collections").as(Collections.class).collections())
                .extracting(Collection::name)
                .contains(name)
                .isSorted();
    }

    @Test
    void countsItemsAndKnowsTheirAttributes() {
        create("bge", 2);
        write(
                item("a", Map.of("price", 3, "tags", List.of("x", "y")), 1, 0),
                item("b", Map.of("new", true)),
                item("c", Map.of("empty", List.of()), 0, 1));
        caller.post(path + "/items:delete", "{\"ids\": [\"c\"]}");

        assertThat(described().items()).isEqualTo(2);
        assertThat(described().itemsWithoutVector()).isEqualTo(1);
        assertThat(described().attributes())
                .containsExactly(
                        new Attribute("new", AttributeType.BOOLEAN),
                        new Attribute("price", AttributeType.NUMBER),
                        new Attribute("tags", AttributeType.STRING));
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        create(null, 2);

        Answer second = caller.post("/v1/collections", new CreateCollection(name, null, 2, null, null));

        assertThat(second.problem()).isEqualTo("409 duplicate-collection");
        assertThat(second.detail()).contains("'" + name + "'");
    }

    @Test
    void ofManyWhoCreateOneNameAtOnceOneSucceeds() throws Exception {
        var create = new CreateCollection(name, null, 2, null, null);
        Callable<String> attempt = () -> {
            Answer answer = caller.post("/v1/collections", create);
            return answer.status() == 201 ? "created" : answer.problem();
        };
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<String> outcomes = callers
                    .invokeAll(Stream.generate(() -> attempt).limit(8).toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();

            assertThat(outcomes).containsOnlyOnce("created");
            assertThat(outcomes)
                    .filteredOn(outcome -> !outcome.equals("created"))
                    .containsOnly("409 duplicate-collection");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {"name": "Upper", "dimension": 2}                    | 400 invalid-request | #/name
            {"name": "", "dimension": 2}                         | 400 invalid-request | #/name
            {"dimension": 2}                                     | 400 invalid-request | #/name
            {"name": "x", "dimension": 0}                        | 400 invalid-request | #/dimension
            {"name": "x", "dimension": 4001}                     | 400 invalid-request | #/dimension
            {"name": "x"}                                        | 400 invalid-request | #/dimension
            {"name": "x", "model": "bge"}                        | 400 invalid-request | #/dimension
            {"name": "x", "dimension": 2, "language": "klingon"} | 400 invalid-request | #/language
            {"name": "x", "dimension": 2, "index": "ivf"}        | 400 invalid-request | #/index
            {"name": "x", "dimension": 2, "shards": 3}           | 400 invalid-request | #/shards
            """)
    void whatIsWrongWithACollectionIsSaid(String json, String problem, String pointer) {
        Answer answer = caller.post("/v1/collections", json);

        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.pointers()).containsExactly(pointer);
    }

    @Test
    void aCollectionThatIsNotThereIsRefusedWithTheNamesOfThoseThatAre() {
        create(null, 2);

        for (Answer answer : List.of(
                caller.get("/v1/collections/none"),
                caller.delete("/v1/collections/none"),
                caller.get("/v1/collections/none/items:pending"),
                caller.post("/v1/collections/none/items", "{\"writes\": [{\"item\": {\"id\": \"a\"}}]}"),
                caller.post(
                        "/v1/collections/none/search",
                        "{\"query\": \"x\", \"k\": 1, \"mode\": \"lexical\", \"exact\": false}"),
                caller.get("/v1/collections/No%20such%00name"))) {
            assertThat(answer.problem()).isIn("404 unknown-collection", "400 invalid-request");
        }
        assertThat(caller.get("/v1/collections/none").detail())
                .contains("'none'")
                .contains(name);
    }

    @Test
    void deletingTakesTheItemsAndFreesTheName() {
        create(null, 2);
        write(item("a", Map.of("price", 3), 1, 0));

        assertThat(caller.delete(path).status()).isEqualTo(204);

        assertThat(caller.get(path).problem()).isEqualTo("404 unknown-collection");
        assertThat(caller.delete(path).problem()).isEqualTo("404 unknown-collection");
        assertThat(create(null, 3).items()).isZero();
        assertThat(described().attributes()).isEmpty();
    }
}
