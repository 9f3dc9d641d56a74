package dev.tamis.worker;

import static dev.tamis.common.contract.job.JobState.CANCELLED;
import static dev.tamis.common.contract.job.JobState.FAILED;
import static dev.tamis.common.contract.job.JobState.RUNNING;
import static dev.tamis.common.contract.job.JobState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.job.Job;
import dev.tamis.common.contract.job.JobState;
import dev.tamis.common.contract.training.EvaluateCodes;
import dev.tamis.common.contract.training.TrainCodes;
import dev.tamis.common.contract.training.TrainProjection;
import dev.tamis.common.model.ArtifactKind;
import dev.tamis.common.model.ModelManifest;
import dev.tamis.jobs.JobKind;
import dev.tamis.jobs.JobQueue;
import dev.tamis.testkit.Eventually;
import dev.tamis.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Workers on a real queue, with fakes of the services that they ask.
class WorkerIT {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final FakeServices SERVICES = new FakeServices();

    /// More than it takes until the validation gets no better, so that a fit is under way for seconds.
    private static final int LONG = 20_000;

    /// Of a fit of 100 steps: a tenth.
    private static final int FIRST_CHECKPOINT = 10;

    @TempDir
    private static Path directory;

    private final JobQueue queue =
            new JobQueue(new DriverManagerDataSource(DATABASE.url(), DATABASE.user(), DATABASE.password()));
    private final List<ConfigurableApplicationContext> workers = new ArrayList<>();

    @AfterEach
    void stopWorkers() {
        // What a test leaves would keep the workers of the next one busy.
        queue.list(null, null, null, 100).forEach(job -> queue.cancel(job.id()));
        workers.forEach(ConfigurableApplicationContext::close);
        SERVICES.forget();
    }

    @AfterAll
    static void stopServices() {
        SERVICES.close();
    }

    @Test
    void modelsAreFittedRegisteredAndEvaluated() {
        start();

        UUID first = submit(TrainProjection.KIND, Map.of("queries", queries(), "steps", 4, "sizes", List.of(4, 8)));
        UUID second = submit(TrainCodes.KIND, Map.of("steps", 4, "bits", 16, "levels", 1, "name", "my-codes"));

        Map<String, Object> projection = result(first);
        assertThat(projection)
                .containsEntry("model", "shop-projection@1")
                .containsEntry("items", FakeServices.ITEMS)
                .containsEntry("queries", queries().size())
                .containsEntry("report", "/v1/jobs/" + first + "/report");
        assertThat(result(second)).containsEntry("model", "my-codes@2");
        ModelManifest manifest = SERVICES.models().getFirst();
        assertThat(manifest.kind()).isEqualTo(ArtifactKind.PROJECTION);
        assertThat(manifest.collection()).isEqualTo("shop");
        assertThat(manifest.baseModel()).isEqualTo("model");
        assertThat(manifest.metrics()).isNotEmpty().isEqualTo(projection.get("metrics"));
        assertThat(manifest.data().pairs()).isEqualTo(queries().size());
        Job fitted = job(first);
        assertThat(fitted.metrics()).containsKeys("loss", "validation", "items", "queries");
        assertThat(fitted.parameters())
                .containsEntry("queries", "(%d entries)".formatted(queries().size()));
        assertThat(queue.page(first).orElseThrow())
                .startsWith("<!doctype html>")
                .contains("<svg");

        UUID third = submit(EvaluateCodes.KIND, Map.of("queries", queries()));

        Map<String, Object> evaluated = result(third);
        assertThat(evaluated).containsEntry("judgedQueries", queries().size());
        List<String> rows = new ArrayList<>();
        for (Object row : (List<?>) Objects.requireNonNull(evaluated.get("rows"))) {
            var each = (Map<?, ?>) row;
            rows.add("%s %s %s %s"
                    .formatted(each.get("method"), each.get("model"), each.get("size"), each.get("rescored")));
            assertThat((Double) each.get("ndcg@10")).isBetween(0.0, 1.0);
        }
        assertThat(rows)
                .startsWith("full null 16 0")
                .contains(
                        "sign null 16 0",
                        "rabitq null 64 200",
                        "projection shop-projection@1 4 0",
                        "projection shop-projection@1 8 100",
                        "recurrent my-codes@2 16 0",
                        "recurrent my-codes@2 32 200");
        assertThat(queue.page(third).orElseThrow()).contains("shop-projection@1");
        assertThat(job(third).done()).isEqualTo(job(third).total());
    }

    @Test
    void theSameFitIsRegisteredOnce() {
        start();
        Map<String, Object> parameters = Map.of("steps", 2, "sizes", List.of(4), "seed", 3);

        Map<String, Object> first = result(submit(TrainProjection.KIND, parameters));
        Map<String, Object> second = result(submit(TrainProjection.KIND, parameters));

        assertThat(second.get("model")).isEqualTo(first.get("model"));
        assertThat(SERVICES.models()).hasSize(1);
    }

    @Test
    void theFitOfAKilledWorkerGoesOnFromItsCheckpoint() throws Exception {
        start().close(); // the tables are there
        UUID id = submit(TrainProjection.KIND, Map.of("steps", 100, "sizes", List.of(4, 8)));
        Process doomed = doomedWorker();
        try {
            Eventually.holds(() -> assertThat(job(id).metrics()).containsKey("items"));
            // A checkpoint is written at every validation, and a fit takes several.
            Eventually.holds(() -> assertThat(job(id).metrics()).containsKey("validation"));
            Eventually.holds(() -> assertThat(job(id).done()).isGreaterThan((long) FIRST_CHECKPOINT));
        } finally {
            doomed.destroyForcibly();
        }
        assertThat(doomed.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(job(id).state()).isEqualTo(RUNNING);

        start();
        start();

        Eventually.holds(() -> assertThat(job(id).attempt()).isEqualTo(2));
        awaits(id, SUCCEEDED);
        Job ended = job(id);
        assertThat(ended.attempt()).isEqualTo(2);
        assertThat(ended.metrics().get("begunAt")).isGreaterThanOrEqualTo((double) FIRST_CHECKPOINT);
        assertThat(SERVICES.models()).hasSize(1);
        assertThat(directory.resolve(id.toString())).doesNotExist();
    }

    @Test
    void aFitIsCancelledWhileItRunsAndRegistersNothing() {
        start();
        UUID id = submit(TrainProjection.KIND, Map.of("steps", LONG, "sizes", List.of(4)));
        Eventually.holds(() -> assertThat(job(id).done()).isPositive());

        queue.cancel(id);

        awaits(id, CANCELLED);
        assertThat(SERVICES.models()).isEmpty();
    }

    @Test
    void aServiceThatHasTooMuchToDoIsAskedAgain() {
        start();
        SERVICES.failNext(3);

        UUID id = submit(TrainProjection.KIND, Map.of("steps", 1, "sizes", List.of(4)));

        awaits(id, SUCCEEDED);
        assertThat(job(id).attempt()).isEqualTo(1);
    }

    @Test
    void aJobForACollectionThatIsGoneFailsWithTheProblemOfTheService() {
        start();

        UUID id = queue.submit(kind(TrainCodes.KIND), "gone", Map.of()).id();

        awaits(id, FAILED);
        assertThat(Objects.requireNonNull(job(id).error()).type()).isEqualTo("urn:tamis:problem:unknown-collection");
    }

    @Test
    void evaluationOfAModelThatIsNotThereFails() {
        start();

        UUID id = submit(EvaluateCodes.KIND, Map.of("queries", queries(), "models", List.of("none@1")));

        awaits(id, FAILED);
        assertThat(Objects.requireNonNull(job(id).error()).status()).isEqualTo(404);
    }

    /// Item 3 answers the query that lies near it, and so on.
    private static List<Map<String, Object>> queries() {
        return IntStream.range(0, 60)
                .<Map<String, Object>>mapToObj(
                        i -> Map.of("text", "near " + i, "relevant", Map.of(String.valueOf(i), 1)))
                .toList();
    }

    private UUID submit(String kind, Map<String, Object> parameters) {
        return queue.submit(kind(kind), "shop", parameters).id();
    }

    private static JobKind<Object> kind(String name) {
        return new JobKind<>() {
            @Override
            public String kind() {
                return name;
            }

            @Override
            public Class<Object> parameters() {
                return Object.class;
            }
        };
    }

    private Job job(UUID id) {
        return queue.find(id).orElseThrow();
    }

    private Map<String, Object> result(UUID id) {
        awaits(id, SUCCEEDED);
        return Objects.requireNonNull(job(id).result());
    }

    private void awaits(UUID id, JobState state) {
        Eventually.holds(() -> assertThat(job(id).state()).as("%s", job(id)).isEqualTo(state));
    }

    private ConfigurableApplicationContext start() {
        ConfigurableApplicationContext worker = new SpringApplicationBuilder(WorkerApplication.class)
                .properties("spring.config.name=training")
                .run(settings().toArray(String[]::new));
        workers.add(worker);
        return worker;
    }

    private static Process doomedWorker() throws IOException {
        var command = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Xmx256m",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                WorkerApplication.class.getName()));
        command.addAll(settings());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static List<String> settings() {
        return List.of(
                "--server.port=0",
                "--spring.datasource.url=" + DATABASE.url(),
                "--spring.datasource.username=" + DATABASE.user(),
                "--spring.datasource.password=" + DATABASE.password(),
                "--tamis.training.directory=" + directory,
                "--tamis.training.page=150",
                "--tamis.training.client.retrieval-url=" + SERVICES.url(),
                "--tamis.training.client.embedding-url=" + SERVICES.url(),
                "--tamis.training.client.pause=20ms",
                "--tamis.jobs.poll=20ms",
                "--tamis.jobs.pulse=20ms",
                "--tamis.jobs.heartbeat=500ms");
    }
}
