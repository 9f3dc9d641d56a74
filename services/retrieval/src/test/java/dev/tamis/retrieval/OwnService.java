package dev.tamis.retrieval;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.collection.CreateCollection;
import dev.tamis.common.contract.collection.Diagnostics;
import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.common.contract.collection.IndexState;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.retrieval.RetrievalRequest;
import dev.tamis.common.contract.retrieval.RetrievalResponse;
import dev.tamis.common.contract.retrieval.WriteItems;
import dev.tamis.common.contract.retrieval.WriteItems.Write;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.testkit.Caller;
import dev.tamis.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/// A service with settings of its own, which a test starts and stops.
public final class OwnService implements AutoCloseable {

    private static final int BATCH = 1_000;

    private final ConfigurableApplicationContext context;
    private final Caller caller;

    private OwnService(ConfigurableApplicationContext context) {
        this.context = context;
        this.caller = new Caller(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    /// Starts one that keeps its indexes in a directory.
    ///
    /// @param settings as arguments: `--tamis.retrieval.index.page=1`
    public static OwnService start(TestDatabase database, Path directory, String... settings) {
        var arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--tamis.retrieval.index.check-every=100ms",
                "--tamis.retrieval.index.directory=" + directory.resolve("index"),
                "--tamis.retrieval.lexical.directory=" + directory.resolve("lexical")));
        arguments.addAll(List.of(settings));
        return new OwnService(new SpringApplicationBuilder(RetrievalApplication.class)
                .properties("spring.config.name=retrieval")
                .run(arguments.toArray(String[]::new)));
    }

    public Caller caller() {
        return caller;
    }

    public JdbcTemplate jdbc() {
        return bean(JdbcTemplate.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Collection create(String collection, int dimension, IndexKind kind) {
        return caller.post("/v1/collections", new CreateCollection(collection, null, dimension, null, kind))
                .as(Collection.class);
    }

    /// Returns once searches see what was written.
    public void write(String collection, List<Item> items) {
        for (int from = 0; from < items.size(); from += BATCH) {
            List<Write> writes = items.subList(from, Math.min(items.size(), from + BATCH)).stream()
                    .map(item -> new Write(item, null))
                    .toList();
            var answer =
                    caller.post("/v1/collections/" + collection + "/items?refresh=wait", new WriteItems(writes, null));
            if (answer.status() != 200) {
                throw new AssertionError(answer.body());
            }
        }
    }

    public RetrievalResponse nearest(String collection, DenseVector query, int k, boolean exact) {
        return caller.post(
                        "/v1/collections/" + collection + "/search",
                        new RetrievalRequest(
                                null, query, null, k, SearchMode.DENSE, null, null, exact, List.of(), null, null))
                .as(RetrievalResponse.class);
    }

    public Diagnostics diagnostics(String collection) {
        return caller.get("/v1/collections/" + collection + "/diagnostics").as(Diagnostics.class);
    }

    public IndexState state(String collection) {
        return caller.get("/v1/collections/" + collection).as(Collection.class).indexState();
    }

    @Override
    public void close() {
        context.close();
    }
}
