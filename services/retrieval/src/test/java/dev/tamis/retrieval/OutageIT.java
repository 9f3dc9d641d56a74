package dev.tamis.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.collection.CreateCollection;
import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.testkit.Caller;
import dev.tamis.testkit.Caller.Answer;
import dev.tamis.testkit.StoppablePostgres;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;

/// PostgreSQL is absent when the service starts, comes, goes, and comes back; nobody restarts the service.
class OutageIT {

    private static final StoppablePostgres POSTGRES = new StoppablePostgres();
    private static final String HYBRID = """
            {"mode": "hybrid", "query": "chair", "vector": [1, 0], "k": 3, "exact": false}""";

    @AfterAll
    static void close() {
        POSTGRES.close();
    }

    @Test
    void answersThatTheDatabaseIsUnavailableAndRecoversByItself() {
        try (var context = new SpringApplicationBuilder(RetrievalApplication.class)
                .properties("spring.config.name=retrieval")
                .run(
                        "--server.port=0",
                        "--spring.datasource.url=" + POSTGRES.url(),
                        "--spring.datasource.username=" + POSTGRES.user(),
                        "--spring.datasource.password=" + POSTGRES.password(),
                        "--spring.datasource.hikari.connection-timeout=500",
                        "--tamis.retrieval.index.hnsw-quiet=100ms",
                        "--tamis.retrieval.index.check-every=100ms",
                        "--tamis.retrieval.index.retry-after=200ms",
                        "--tamis.retrieval.lexical.directory=target/lexical-outage-"
                                + ProcessHandle.current().pid(),
                        "--tamis.retrieval.index.directory=target/index-outage-"
                                + ProcessHandle.current().pid())) {
            var caller = new Caller(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));

            assertThat(caller.get("/v1/collections").problem()).isEqualTo("503 database-unavailable");
            assertThat(caller.get("/actuator/health/liveness").status()).isEqualTo(200);

            POSTGRES.start();
            var create = new CreateCollection("shop", null, 2, null, IndexKind.HNSW);
            await(() -> caller.post("/v1/collections", create), answer -> answer.status() == 201);
            Answer written = caller.post("/v1/collections/shop/items?refresh=wait", """
                    {"writes": [{"item": {"id": "a", "fields": {"t": "red chair"}, "vector": [1, 0]}}]}""");
            assertThat(written.status()).as(written.body()).isEqualTo(200);
            await(
                    () -> caller.get("/v1/collections/shop"),
                    answer -> answer.body().contains("\"indexState\":\"hnsw\""));
            assertThat(caller.post("/v1/collections/shop/search", HYBRID).body())
                    .contains("\"id\":\"a\"");

            POSTGRES.stop();
            assertThat(caller.post("/v1/collections/shop/search", HYBRID).problem())
                    .isEqualTo("503 database-unavailable");
            assertThat(caller.post("/v1/collections/shop/items:delete", "{\"ids\": [\"a\"]}")
                            .problem())
                    .isEqualTo("503 database-unavailable");

            POSTGRES.start();
            await(() -> caller.post("/v1/collections/shop/search", HYBRID), answer -> answer.status() == 200);
            Answer again = caller.post("/v1/collections/shop/items?refresh=wait", """
                    {"writes": [{"item": {"id": "b", "fields": {"t": "blue chair"}, "vector": [0, 1]}}]}""");
            assertThat(again.status()).as(again.body()).isEqualTo(200);
            assertThat(caller.post("/v1/collections/shop/search", HYBRID).body())
                    .contains("\"id\":\"a\"", "\"id\":\"b\"");
        }
    }

    private static void await(Supplier<Answer> call, Predicate<Answer> wanted) {
        long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        Answer answer = call.get();
        while (!wanted.test(answer)) {
            assertThat(System.nanoTime()).as("still answered " + answer).isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
            answer = call.get();
        }
    }
}
