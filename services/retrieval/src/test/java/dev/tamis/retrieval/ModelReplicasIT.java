package dev.tamis.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.model.FittedModel;
import dev.tamis.common.contract.model.FittedState;
import dev.tamis.common.model.Projection;
import dev.tamis.retrieval.collection.CollectionCatalog;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.model.ActiveModels;
import dev.tamis.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionOperations;

/// Two services on one database: one looks every second which models are active, the other only hears of it.
class ModelReplicasIT {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final Duration SOON = Duration.ofSeconds(2);

    @TempDir
    private static Path directory;

    private static OwnService looking;
    private static OwnService hearing;

    @BeforeAll
    static void start() {
        looking = OwnService.start(DATABASE, directory.resolve("looking"));
        hearing = OwnService.start(
                DATABASE,
                directory.resolve("hearing"),
                "--tamis.retrieval.follow.poll=1h",
                "--tamis.retrieval.follow.listening-poll=1h");
    }

    @AfterAll
    static void stop() {
        hearing.close();
        looking.close();
    }

    @Test
    void whatOneActivatesTheOtherHearsOfWithinTwoSeconds() {
        CollectionRef collection = collection("heard");
        push("heard", 1);
        push("heard", 2);
        call("heard@1/activate");
        await(() -> angle(hearing, collection) == 1, Duration.ofSeconds(20));

        for (int i = 0; i < 5; i++) {
            call("heard@2/activate");
            await(() -> angle(hearing, collection) == 2 && angle(looking, collection) == 2, SOON);
            call("heard@2/rollback");
            await(() -> angle(hearing, collection) == 1 && angle(looking, collection) == 1, SOON);
        }
    }

    @Test
    void whatNobodyTellsOfIsFoundWithinTwoSeconds() {
        CollectionRef collection = collection("untold");
        push("untold", 1);

        looking.jdbc().update("UPDATE retrieval.model SET state = 'ACTIVE' WHERE name = 'untold'");

        await(() -> angle(looking, collection) == 1, SOON);
    }

    @Test
    void aModelThatWasDamagedIsRefusedByAllAndTheOneBeforeGoesOnServing() {
        CollectionRef collection = collection("damaged");
        push("damaged", 1);
        push("damaged", 2);
        call("damaged@1/activate");
        await(() -> angle(looking, collection) == 1 && angle(hearing, collection) == 1, SOON);
        var served = new AtomicBoolean(true);

        // Past the check that an activation makes: as if the database lost it right afterwards.
        looking.bean(TransactionOperations.class).executeWithoutResult(transaction -> {
            looking.jdbc().update("""
                    UPDATE retrieval.model SET weights = set_byte(weights, length(weights) - 1, 77)
                    WHERE name = 'damaged' AND version = 2
                    """);
            looking.jdbc()
                    .update("UPDATE retrieval.model SET state = 'RETIRED' WHERE name = 'damaged' AND version = 1");
            looking.jdbc().update("UPDATE retrieval.model SET state = 'ACTIVE' WHERE name = 'damaged' AND version = 2");
            looking.jdbc().update("""
                    INSERT INTO retrieval.model_activation (model_id)
                    SELECT id FROM retrieval.model WHERE name = 'damaged' AND version = 2
                    """);
        });
        await(
                () -> {
                    served.compareAndSet(true, angle(looking, collection) == 1 && angle(hearing, collection) == 1);
                    return get("damaged@2").state() == FittedState.REFUSED;
                },
                SOON);

        assertThat(served).as("the one before served all the time").isTrue();
        assertThat(get("damaged@2").detail()).startsWith("the weights have the SHA-256");
        assertThat(get("damaged@1").state()).isEqualTo(FittedState.ACTIVE);
        assertThat(angle(looking, collection)).isEqualTo(1);
    }

    @Test
    void requestsSeeTheOldModelOrTheNewOneAndNeverNone() throws InterruptedException {
        CollectionRef collection = collection("busy");
        push("busy", 1);
        push("busy", 2);
        call("busy@1/activate");
        await(() -> angle(looking, collection) == 1, SOON);
        var over = new AtomicBoolean();
        var strange = new AtomicLong();
        Thread reader = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                long angle = angle(looking, collection);
                if (angle != 1 && angle != 2) {
                    strange.incrementAndGet();
                }
            }
        });

        for (int i = 0; i < 5; i++) {
            call("busy@2/activate");
            await(() -> angle(looking, collection) == 2, SOON);
            call("busy@1/activate");
            await(() -> angle(looking, collection) == 1, SOON);
        }

        over.set(true);
        reader.join();
        assertThat(strange).hasValue(0);
    }

    /// By how much the active projection rotates, in radians; -1 if there is none.
    private static long angle(OwnService service, CollectionRef collection) {
        return service.bean(ActiveModels.class)
                .projection(collection)
                .map(active -> angle(active.projection()))
                .orElse(-1L);
    }

    private static long angle(Projection projection) {
        float[] rotated = projection.item(new float[] {1, 0});
        return Math.round(Math.atan2(rotated[1], rotated[0]));
    }

    private static CollectionRef collection(String name) {
        looking.caller().post("/v1/collections", "{\"name\": \"%s\", \"dimension\": 2}".formatted(name));
        return looking.bean(CollectionCatalog.class).require(name);
    }

    private static void push(String name, int angle) {
        looking.caller()
                .post("/v1/models", Rotations.form(Rotations.by(angle, name, name)))
                .as(FittedModel.class);
    }

    private static void call(String what) {
        var answer = looking.caller().post("/v1/models/" + what, "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static FittedModel get(String id) {
        return looking.caller().get("/v1/models/" + id).as(FittedModel.class);
    }

    private static void await(BooleanSupplier condition, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline after " + patience).isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
