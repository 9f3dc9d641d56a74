package dev.tamis.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.collection.CreateCollection;
import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.common.contract.collection.IndexState;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.retrieval.ItemsWritten;
import dev.tamis.common.contract.retrieval.RetrievalRequest;
import dev.tamis.common.contract.retrieval.RetrievalResponse;
import dev.tamis.common.contract.retrieval.WriteItems;
import dev.tamis.common.contract.retrieval.WriteItems.Write;
import dev.tamis.testkit.Caller;
import dev.tamis.testkit.Caller.Answer;
import dev.tamis.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The service on a real database. Each test has a collection name of its own.
@SpringBootTest(
        classes = RetrievalApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=retrieval",
            "tamis.retrieval.index.graph-threshold=2000",
            "tamis.retrieval.index.filter-probe=100",
            "tamis.retrieval.index.max-scan-tuples=600",
            "tamis.retrieval.index.quiet=200ms",
            "tamis.retrieval.index.hnsw-quiet=100ms",
            "tamis.retrieval.index.check-every=100ms"
        })
public abstract class RunningService {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final AtomicInteger COLLECTIONS = new AtomicInteger();

    @Autowired
    protected JdbcTemplate jdbc;

    protected Caller caller;

    protected final String name = "shop" + COLLECTIONS.incrementAndGet();
    protected final String path = "/v1/collections/" + name;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", DATABASE::url);
        registry.add("spring.datasource.username", DATABASE::user);
        registry.add("spring.datasource.password", DATABASE::password);
        registry.add("tamis.retrieval.lexical.directory", () -> directory("lexical"));
        registry.add("tamis.retrieval.index.directory", () -> directory("index"));
    }

    private static String directory(String kind) {
        return "target/" + kind + "-test-" + ProcessHandle.current().pid();
    }

    @BeforeEach
    void call(@LocalServerPort int port) {
        caller = new Caller(port);
    }

    /// A service that follows hundreds of collections would be slow for those that come later.
    @AfterEach
    void forget() {
        caller.delete(path);
    }

    /// Creates the test's collection; without a model its vectors come from the test.
    protected Collection create(@Nullable String model, int dimension, IndexKind index) {
        return caller.post("/v1/collections", new CreateCollection(name, model, dimension, null, index))
                .as(Collection.class);
    }

    protected Collection create(@Nullable String model, int dimension) {
        return create(model, dimension, IndexKind.AUTO);
    }

    protected Collection described() {
        return caller.get(path).as(Collection.class);
    }

    protected static Item item(String id, Map<String, Object> attributes, float... vector) {
        return new Item(id, Map.of("title", "item " + id), attributes, vector(vector));
    }

    protected static @Nullable DenseVector vector(float... values) {
        return values.length == 0 ? null : DenseVector.of(values);
    }

    protected ItemsWritten write(Item... items) {
        return write(List.of(items));
    }

    /// Returns once searches see what was written.
    protected ItemsWritten write(List<Item> items) {
        var writes =
                new WriteItems(items.stream().map(item -> new Write(item, null)).toList(), null);
        return caller.post(path + "/items?refresh=wait", writes).as(ItemsWritten.class);
    }

    protected Answer search(RetrievalRequest request) {
        return caller.post(path + "/search", request);
    }

    protected List<String> ids(RetrievalRequest request) {
        return search(request).as(RetrievalResponse.class).hits().stream()
                .map(RetrievalResponse.Hit::id)
                .toList();
    }

    protected void awaitGraph() {
        await(() -> described().indexState() == IndexState.HNSW, "the graph to be built");
    }

    public static void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited 30 s for " + what).isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
