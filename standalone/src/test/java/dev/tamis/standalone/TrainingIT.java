package dev.tamis.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.client.Refresh;
import dev.tamis.client.TamisClient;
import dev.tamis.common.contract.collection.CreateCollection;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.job.CreateJob;
import dev.tamis.common.contract.job.Job;
import dev.tamis.common.contract.job.JobState;
import dev.tamis.common.contract.model.FittedModel;
import dev.tamis.common.contract.model.FittedState;
import dev.tamis.common.contract.search.SearchRequest;
import dev.tamis.common.contract.training.EvaluateCodes;
import dev.tamis.common.contract.training.TrainProjection;
import dev.tamis.common.model.Projection;
import dev.tamis.testkit.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From items to an active projection, with a real model and nothing faked.
class TrainingIT {

    private static final String SHOP = "shop";
    private static final List<String> THINGS = List.of(
            "kettle",
            "torch",
            "saddle",
            "violin",
            "ladder",
            "pillow",
            "compass",
            "blender",
            "helmet",
            "notebook",
            "canoe",
            "lantern");
    private static final List<String> KINDS = List.of(
            "red", "small", "antique", "folding", "heavy", "children's", "electric", "wooden", "waterproof", "cheap");

    @TempDir
    Path data;

    @Test
    void aProjectionIsFittedByAJobRegisteredMeasuredAndActivated() throws IOException {
        try (Standalone standalone = Standalone.start(new StandaloneOptions(data, FreePorts.inARow(5)));
                TamisClient tamis = TamisClient.builder(URI.create(standalone.url()))
                        .key(standalone.adminKey())
                        .build()) {
            tamis.createCollection(CreateCollection.named(SHOP));
            tamis.putItems(SHOP, items(), Refresh.WAIT);

            Job fit = finished(
                    tamis, TrainProjection.KIND, Map.of("queries", queries(), "steps", 3, "sizes", List.of(32, 64)));

            String id = String.valueOf(result(fit).get("model"));
            FittedModel candidate = tamis.fittedModel(id).orElseThrow();
            assertThat(candidate.state()).isEqualTo(FittedState.CANDIDATE);
            assertThat(candidate.collection()).isEqualTo(SHOP);
            assertThat(candidate.metrics()).isNotEmpty().isEqualTo(result(fit).get("metrics"));
            assertThat(Projection.of(tamis.pullModel(id)).sizes()).containsExactly(32, 64);
            assertThat(tamis.jobReport(fit.id()).orElseThrow()).contains("<svg");

            Job measured = finished(tamis, EvaluateCodes.KIND, Map.of("queries", queries()));

            assertThat((List<?>) Objects.requireNonNull(result(measured).get("rows")))
                    .anySatisfy(
                            row -> assertThat(((Map<?, ?>) row).get("model")).isEqualTo(id));

            tamis.activateModel(id);

            assertThat(tamis.fittedModel(id).orElseThrow().state()).isEqualTo(FittedState.ACTIVE);
            assertThat(tamis.search(SHOP, SearchRequest.of("something to boil water"))
                            .hits())
                    .isNotEmpty();
        }
    }

    private static Job finished(TamisClient tamis, String kind, Map<String, Object> parameters) {
        Job job = tamis.watchJob(
                tamis.createJob(new CreateJob(kind, SHOP, parameters)).id(), progress -> {});
        assertThat(job.state()).as("%s", job).isEqualTo(JobState.SUCCEEDED);
        return job;
    }

    private static Map<String, Object> result(Job job) {
        return Objects.requireNonNull(job.result());
    }

    private static List<Item> items() {
        var items = new ArrayList<Item>();
        for (String thing : THINGS) {
            for (String kind : KINDS) {
                items.add(new Item(thing + "-" + items.size(), Map.of("title", kind + " " + thing), Map.of(), null));
            }
        }
        return items;
    }

    private static List<Map<String, Object>> queries() {
        var queries = new ArrayList<Map<String, Object>>();
        for (Item item : items()) {
            if (queries.size() < 60) {
                queries.add(Map.of("text", item.text() + " for sale", "relevant", Map.of(item.id(), 1)));
            }
        }
        return queries;
    }
}
