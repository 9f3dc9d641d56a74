package dev.tamis.retrieval;

import static dev.tamis.retrieval.UpgradeSteps.D;
import static dev.tamis.retrieval.UpgradeSteps.NEW;
import static dev.tamis.retrieval.UpgradeSteps.OLD;
import static dev.tamis.retrieval.UpgradeSteps.itemOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.collection.CreateCollection;
import dev.tamis.common.contract.collection.Upgrade;
import dev.tamis.common.contract.collection.UpgradeState;
import dev.tamis.common.contract.retrieval.ItemsWritten;
import dev.tamis.common.contract.retrieval.RetrievalRequest;
import dev.tamis.common.contract.retrieval.RetrievalResponse;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.testkit.Caller;
import dev.tamis.testkit.Caller.Answer;
import dev.tamis.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An upgrade whose steps are done by different services on one database, and by ones that are started in between.
class UpgradeReplicasIT {

    private static final int ITEMS = 40;
    private static final TestDatabase DATABASE = TestDatabase.create();

    @TempDir
    private static Path directory;

    @Test
    void everyStepGoesOnFromWhereAServiceThatEndedLeftIt() {
        step(shop -> {
            create(shop);
            shop.start();
            assertThat(shop.copy(10).copied()).isEqualTo(10);
        });
        step(shop -> {
            assertThat(shop.get().state()).isEqualTo(UpgradeState.COPYING);
            shop.write(OLD, itemOf("i05", "changed while copied", Map.of()), itemOf("new", "added", Map.of()));
            assertThat(shop.copy(10).copied()).isEqualTo(21);
            shop.copyAll();
        });
        step(shop -> {
            assertThat(shop.get().state()).isEqualTo(UpgradeState.EMBEDDING);
            assertThat(shop.pending(shop.other())).hasSize(ITEMS + 1);
            shop.embed(shop.other(), NEW);
            shop.step("map");
        });
        step(shop -> {
            assertThat(shop.get().queryMap()).isNotNull();
            assertThat(nearest(shop.caller(), shop, NEW, "text 7").status())
                    .as("a query that is mapped")
                    .isEqualTo(200);
            shop.awaitReady();
            shop.step("switch");
        });
        step(shop -> {
            assertThat(shop.get().state()).isEqualTo(UpgradeState.SWITCHED);
            assertThat(first(nearest(shop.caller(), shop, NEW, "text 7"))).isEqualTo("i07");
            shop.awaitReady();
            assertThat(shop.step("rollback").as(Upgrade.class).state()).isEqualTo(UpgradeState.READY);
            shop.caller().delete(shop.path());
        });
    }

    @Test
    void whatOneReplicaDoesTheOtherFollows() {
        try (var one = OwnService.start(DATABASE, directory.resolve("one"));
                var two = OwnService.start(DATABASE, directory.resolve("two"))) {
            var here = new UpgradeSteps(one.caller(), "both");
            var there = new UpgradeSteps(two.caller(), "both");
            create(here);
            here.start();
            there.copyAll();
            here.embed(here.other(), NEW);
            there.step("map");
            assertThat(nearest(one.caller(), here, NEW, "text 7").status()).isEqualTo(200);
            here.awaitReady();
            there.awaitReady();

            there.step("switch");

            assertThat(first(nearest(one.caller(), here, NEW, "text 7"))).isEqualTo("i07");
            assertThat(nearest(one.caller(), here, OLD, "text 7").problem()).isEqualTo("409 vector-of-another-model");
            long change = there.write(NEW, itemOf("late", "late", Map.of()))
                    .as(ItemsWritten.class)
                    .change();
            assertThat(first(one.caller()
                            .post(
                                    here.path() + "/search",
                                    new RetrievalRequest(
                                            "late",
                                            null,
                                            null,
                                            1,
                                            SearchMode.LEXICAL,
                                            null,
                                            null,
                                            false,
                                            null,
                                            null,
                                            change))))
                    .isEqualTo("late");
            there.assertConsistent(one.jdbc());

            there.caller().delete(there.path() + "/upgrade");
            assertThat(first(nearest(one.caller(), here, NEW, "text 7"))).isEqualTo("i07");
            assertThat(one.caller().get(here.path()).as(Collection.class).model())
                    .isEqualTo(NEW);
        }
    }

    /// Does something with a service that is started for it alone.
    private static void step(Consumer<UpgradeSteps> work) {
        try (var service = OwnService.start(DATABASE, directory.resolve("alone"))) {
            work.accept(new UpgradeSteps(service.caller(), "alone"));
        }
    }

    private static void create(UpgradeSteps shop) {
        shop.caller().post("/v1/collections", new CreateCollection(shop.name(), OLD, D, null, null));
        for (int i = 0; i < ITEMS; i++) {
            shop.write(OLD, itemOf("i%02d".formatted(i), "text " + i, Map.of("number", i)));
        }
    }

    private static Answer nearest(Caller caller, UpgradeSteps shop, String model, String text) {
        return caller.post(
                shop.path() + "/search",
                new RetrievalRequest(
                        null,
                        UpgradeSteps.vector(model, text),
                        model,
                        1,
                        SearchMode.DENSE,
                        null,
                        null,
                        true,
                        null,
                        null,
                        null));
    }

    private static String first(Answer answer) {
        return answer.as(RetrievalResponse.class).hits().getFirst().id();
    }
}
