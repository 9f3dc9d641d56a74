package dev.tamis.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.client.BulkResult;
import dev.tamis.client.Refresh;
import dev.tamis.client.TamisClient;
import dev.tamis.client.TamisException;
import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.collection.Attribute;
import dev.tamis.common.contract.collection.AttributeType;
import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.collection.CreateCollection;
import dev.tamis.common.contract.item.BulkLine;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.item.ItemStatus;
import dev.tamis.common.contract.ranking.ActionName;
import dev.tamis.common.contract.ranking.Event;
import dev.tamis.common.contract.search.SearchHit;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.common.contract.search.SearchRequest;
import dev.tamis.common.contract.search.SearchResponse;
import dev.tamis.testkit.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A shop's way through the whole platform: HTTP between all four services, the real model, a real PostgreSQL.
class JourneyIT {

    @TempDir
    static Path data;

    private static Standalone standalone;
    private static TamisClient tamis;

    @BeforeAll
    static void start() throws IOException {
        standalone = Standalone.start(new StandaloneOptions(data, FreePorts.inARow(5)));
        tamis = TamisClient.builder(URI.create(standalone.url()))
                .key(standalone.adminKey())
                .build();
    }

    @AfterAll
    static void stop() {
        tamis.close();
        standalone.close();
    }

    @Test
    void aShopPutsItsCatalogueInAndFindsThingsByMeaningWordsAndBoth() {
        tamis.createCollection(CreateCollection.named("shop"));
        BulkResult stored = tamis.putItems("shop", catalogue(), Refresh.WAIT);

        assertThat(stored.failures()).isEmpty();
        assertThat(stored.summary().embedded()).isEqualTo(catalogue().size());
        assertThat(first(SearchMode.DENSE, "keep my drink hot in the mountains"))
                .isEqualTo("flask");
        assertThat(first(SearchMode.LEXICAL, "HX-200 filter")).isEqualTo("filter");
        assertThat(first(SearchMode.HYBRID, "lamp for runners")).isEqualTo("torch");
        Collection shop = tamis.collection("shop").orElseThrow();
        assertThat(shop.items()).isEqualTo(catalogue().size());
        assertThat(shop.itemsWithoutVector()).isZero();
        assertThat(shop.attributes())
                .contains(new Attribute("price", AttributeType.NUMBER), new Attribute("brand", AttributeType.STRING));
    }

    @Test
    void filtersCutTheSameItemsFromEveryMode() {
        String name = filled("filters");
        Filter cheap = new Filter.Range("price", null, null, 20.0, null);

        for (SearchMode mode : SearchMode.values()) {
            SearchResponse answer = tamis.search(
                    name, SearchRequest.of("filter for the hood").withMode(mode).withFilter(cheap));
            assertThat(answer.hits())
                    .as(mode.name())
                    .isNotEmpty()
                    .allSatisfy(hit -> assertThat(hit.attributes().get("price"))
                            .isInstanceOfSatisfying(
                                    Number.class,
                                    price -> assertThat(price.doubleValue()).isLessThan(20)));
        }
    }

    @Test
    void whatPeopleBuyMovesUpAndTheAnswerExplainsIt() {
        String name = filled("events");
        SearchRequest request =
                SearchRequest.of("something for the kitchen").withK(3).withExplain(true);
        List<String> before = ids(tamis.search(name, request));
        String wanted = before.get(1);
        tamis.record(IntStream.range(0, 20)
                .mapToObj(i -> new Event(
                        "buy-" + i, name, ActionName.PURCHASE, wanted, "user-" + i, null, null, null, null, null))
                .toList());

        SearchResponse after = tamis.search(name, request);

        SearchHit hit = after.hits().stream()
                .filter(each -> each.id().equals(wanted))
                .findFirst()
                .orElseThrow();
        assertThat(hit.explanation()).isNotNull();
        assertThat(hit.explanation().popularity()).isEqualTo(1);
        assertThat(hit.explanation().dense()).isNotNull();
        assertThat(ids(after).indexOf(wanted)).isLessThanOrEqualTo(before.indexOf(wanted));
        assertThat(after.explanation()).isNotNull();
        assertThat(after.explanation().stageMillis()).isNotEmpty();
    }

    @Test
    void oneBrokenLineOfAThousandIsReportedAndTheOthersAreStored() {
        tamis.createCollection(new CreateCollection("bulk", null, 2, null, null));
        String lines = String.join(
                "\n",
                IntStream.rangeClosed(1, 1_000)
                        .mapToObj(i -> i == 500
                                ? "{\"id\": \"500\", "
                                : "{\"id\": \"%d\", \"vector\": [1, %d]}".formatted(i, i))
                        .toList());

        BulkResult result = tamis.putLines("bulk", lines.getBytes(StandardCharsets.UTF_8), Refresh.WAIT);

        assertThat(result.summary().stored()).isEqualTo(999);
        assertThat(result.failures()).singleElement().satisfies(line -> {
            assertThat(line.line()).isEqualTo(500);
            assertThat(line.problem()).isNotNull();
            assertThat(line.problem().detail()).contains("broken");
        });
        assertThat(tamis.collection("bulk").orElseThrow().items()).isEqualTo(999);
    }

    @Test
    void textThatDidNotChangeIsNotEmbeddedAgain() {
        String name = filled("again");

        BulkResult again = tamis.putItems(name, catalogue(), Refresh.WAIT);

        assertThat(again.summary().embedded()).isZero();
        assertThat(again.lines()).extracting(BulkLine::status).containsOnly(ItemStatus.STORED);
    }

    @Test
    void refusalsOfTheServicesBehindReachTheCallerAsTheyAre() {
        String name = filled("refusals");

        assertThatThrownBy(
                        () -> tamis.search(name, SearchRequest.of("x").withFilter(new Filter.Equal("colour", "red"))))
                .isInstanceOfSatisfying(
                        TamisException.class,
                        refused -> assertThat(refused.problem()).hasValueSatisfying(problem -> {
                            assertThat(problem.type()).endsWith("unknown-attribute");
                            assertThat(problem.detail()).contains("colour", "brand", "price");
                        }));
        assertThatThrownBy(() -> tamis.createCollection(CreateCollection.named(name)))
                .isInstanceOfSatisfying(
                        TamisException.class,
                        refused -> assertThat(refused.status()).isEqualTo(409));
        assertThatThrownBy(() -> tamis.search("nowhere", SearchRequest.of("x")))
                .isInstanceOfSatisfying(
                        TamisException.class,
                        refused -> assertThat(refused.status()).isEqualTo(404));
    }

    @Test
    void aDeletedItemIsFoundNoMore() {
        String name = filled("deletes");

        long change = tamis.deleteItem(name, "flask", Refresh.LATER).change();

        assertThat(tamis.item(name, "flask")).isEmpty();
        assertThat(ids(tamis.search(name, SearchRequest.of("vacuum flask").withAfter(change))))
                .doesNotContain("flask");
    }

    private static String filled(String name) {
        tamis.createCollection(CreateCollection.named(name));
        assertThat(tamis.putItems(name, catalogue(), Refresh.WAIT).failures()).isEmpty();
        return name;
    }

    private static String first(SearchMode mode, String query) {
        return tamis.search("shop", SearchRequest.of(query).withMode(mode))
                .hits()
                .getFirst()
                .id();
    }

    private static List<String> ids(SearchResponse answer) {
        return answer.hits().stream().map(SearchHit::id).toList();
    }

    private static List<Item> catalogue() {
        return Stream.of(
                        item(
                                "flask",
                                "Vacuum flask, 1 litre",
                                "Steel bottle that keeps tea warm all day.",
                                "Fernway",
                                24),
                        item(
                                "torch",
                                "Head torch, 400 lumens",
                                "Bright beam on a soft strap, for runners.",
                                "Brightfell",
                                34.5),
                        item("filter", "Cooker hood filter HX-200", "Grease filter, fits HX hoods.", "Airwell", 12),
                        item("pan", "Cast-iron frying pan, 28 cm", "Sears on any hob.", "Ferrowick", 45),
                        item("kettle", "Electric kettle, 1.7 litres", "Boils fast, stays quiet.", "Ferrowick", 39.9),
                        item("rope", "Climbing rope, 60 m", "Dry-treated single rope.", "Fernway", 119),
                        item("collar", "Dog collar with light", "Shows your dog after dark.", "Pawsley", 15))
                .toList();
    }

    private static Item item(String id, String title, String description, String brand, double price) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("title", title);
        fields.put("description", description);
        return new Item(id, fields, Map.of("brand", brand, "price", price), null);
    }
}
