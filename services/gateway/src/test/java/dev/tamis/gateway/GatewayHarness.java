package dev.tamis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.gateway.fake.FakeEmbedding;
import dev.tamis.gateway.fake.FakeRanking;
import dev.tamis.gateway.fake.FakeRetrieval;
import dev.tamis.testkit.Caller;
import dev.tamis.testkit.Caller.Answer;
import dev.tamis.testkit.Eventually;
import dev.tamis.testkit.TestDatabase;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// A gateway on a real database, with fakes behind it that are up when a test starts. One context serves all
/// tests.
@SpringBootTest(
        classes = GatewayApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=gateway",
            "tamis.gateway.admin-key=" + GatewayHarness.KEY,
            "tamis.gateway.embedding.query-timeout=300ms",
            "tamis.gateway.embedding.document-timeout=1s",
            "tamis.gateway.ranking.timeout=300ms",
            "tamis.gateway.retrieval.timeout=1s",
            "tamis.gateway.bulkhead-wait=50ms",
            "tamis.gateway.circuit.open=200ms",
            "tamis.gateway.circuit.window=4",
            "tamis.gateway.circuit.minimum-calls=3",
            "tamis.gateway.embedding.query-concurrency=4",
            "tamis.gateway.ingest.batch-items=16",
            "tamis.gateway.ingest.embedding-pause=200ms",
            "tamis.gateway.ingest.backfill-pause=50ms",
            "tamis.gateway.ingest.spool-memory=16KB",
            "tamis.gateway.upgrade.look=20ms",
            "tamis.gateway.upgrade.outage-pause=50ms",
            "tamis.gateway.upgrade.shadow-patience=100ms",
            "tamis.jobs.poll=50ms",
            "tamis.jobs.pulse=20ms"
        })
abstract class GatewayHarness {

    static final String KEY = "tamis_key-of-the-tests-0123456789";

    static final FakeEmbedding EMBEDDING = new FakeEmbedding();
    static final FakeRetrieval RETRIEVAL = new FakeRetrieval();
    static final FakeRanking RANKING = new FakeRanking();

    static final TestDatabase DATABASE = TestDatabase.create();
    private static final AtomicInteger COLLECTIONS = new AtomicInteger();

    @LocalServerPort
    int port;

    /// Calls with the key.
    Caller caller;

    /// Calls without one.
    Caller stranger;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", DATABASE::url);
        registry.add("spring.datasource.username", DATABASE::user);
        registry.add("spring.datasource.password", DATABASE::password);
        registry.add("tamis.gateway.embedding.url", EMBEDDING::url);
        registry.add("tamis.gateway.retrieval.url", RETRIEVAL::url);
        registry.add("tamis.gateway.ranking.url", RANKING::url);
    }

    /// Starts what a test before has stopped, and waits until every circuit has closed again.
    @BeforeEach
    void everythingIsUp() {
        stranger = new Caller(port);
        caller = stranger.with("Authorization", "Bearer " + KEY);
        EMBEDDING.release();
        RETRIEVAL.release();
        RANKING.release();
        EMBEDDING.start();
        RETRIEVAL.start();
        RANKING.start();
        RETRIEVAL.forget();
        EMBEDDING.forget();
        Eventually.holds(() -> {
            String probe = collection();
            assertThat(caller.put("/v1/collections/" + probe + "/items/1", "{\"fields\": {\"title\": \"probe\"}}")
                            .body())
                    .contains("\"stored\"");
            assertThat(search(probe, "{\"query\": \"probe\"}").json().path("degraded"))
                    .isEmpty();
            assertThat(caller.get("/v1/models").status()).isEqualTo(200);
        });
        RETRIEVAL.forget();
        EMBEDDING.forget();
    }

    /// A new collection of the default model.
    String collection() {
        return collection("");
    }

    /// A new collection with further properties.
    String collection(String more) {
        String name = "c" + COLLECTIONS.incrementAndGet();
        Answer created = caller.post("/v1/collections", "{\"name\": \"" + name + "\"" + more + "}");
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return name;
    }

    Answer search(String collection, String request) {
        return caller.post("/v1/collections/" + collection + "/search", request);
    }

    Answer bulk(String collection, String lines) {
        return caller.with("Content-Type", "application/x-ndjson")
                .send("POST", "/v1/collections/" + collection + "/items:bulk", lines);
    }

    static String item(String id, String title) {
        return "{\"id\": \"%s\", \"fields\": {\"title\": \"%s\"}}\n".formatted(id, title);
    }
}
