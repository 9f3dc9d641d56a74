package dev.tamis.retrieval.lexical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.retrieval.RetrievalApplication;
import dev.tamis.retrieval.collection.CollectionCatalog;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.support.problem.RefusedException;
import dev.tamis.testkit.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClient;

@SpringBootTest(
        classes = RetrievalApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "spring.config.name=retrieval")
class LexicalFollowingIT {

    private static final TestDatabase DATABASE = TestDatabase.create();

    @TempDir
    private static Path directory;

    @TempDir
    private Path ofAnotherReplica;

    @Autowired
    private LexicalIndexes indexes;

    @Autowired
    private ChangeSource changes;

    @Autowired
    private CollectionCatalog catalog;

    @Autowired
    private JdbcTemplate jdbc;

    private CollectionRef tools = Fixtures.BOOKS;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", DATABASE::url);
        registry.add("spring.datasource.username", DATABASE::user);
        registry.add("spring.datasource.password", DATABASE::password);
        registry.add("tamis.retrieval.lexical.directory", directory::toString);
    }

    @BeforeEach
    void write(@LocalServerPort int port) {
        var http = RestClient.create("http://localhost:" + port);
        post(http, "/v1/collections", "{\"name\": \"tools\", \"dimension\": 2}");
        post(
                http,
                "/v1/collections/tools/items",
                "{\"writes\": [{\"item\": {\"id\": \"a\", \"fields\": {\"title\": \"cordless drill\"}}}]}");
        tools = catalog.require("tools");
    }

    private static void post(RestClient http, String path, String body) {
        http.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .retrieve()
                .toBodilessEntity();
    }

    @Test
    void aReplicaFollowsWhatIsThereFromItsStartUntilAnotherReplicaDeletesIt() {
        until(() -> !indexes.search(tools, "drills", 10, null).isEmpty());
        try (var replica = new LexicalIndexes(changes, Fixtures.properties(ofAnotherReplica))) {
            new KnownCollections(catalog, replica, Fixtures.properties(ofAnotherReplica)).follow();
            Path followed = ofAnotherReplica.resolve(IndexFolder.nameOf(tools));
            until(() -> Files.exists(followed));
            assertThat(replica.search(tools, "drills", 10, null))
                    .extracting(LexicalHit::id)
                    .containsExactly("a");

            jdbc.execute("DELETE FROM retrieval.collection WHERE name = 'tools'");
            jdbc.execute("DROP TABLE " + tools.partition());

            until(() -> !Files.exists(followed) && !Files.exists(directory.resolve(IndexFolder.nameOf(tools))));
            assertThatThrownBy(() -> replica.search(tools, "drills", 10, null))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("UnknownCollection[name=tools, known=[]]");
        }
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
