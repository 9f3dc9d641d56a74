package dev.tamis.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.testkit.Caller;
import dev.tamis.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/// Two services on one database. They do not look for changes by themselves: what one hears of the other, it hears
/// from the database.
class ReplicasIT {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final String LISTENERS =
            "WHERE application_name = 'tamis-retrieval-listener' AND datname = current_database()";

    @TempDir
    private static Path directory;

    private static ConfigurableApplicationContext one;
    private static ConfigurableApplicationContext other;

    @BeforeAll
    static void start() {
        one = service("one");
        other = service("other");
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
    }

    private static ConfigurableApplicationContext service(String name) {
        return new SpringApplicationBuilder(RetrievalApplication.class)
                .properties("spring.config.name=retrieval")
                .run(
                        "--server.port=0",
                        "--spring.datasource.url=" + DATABASE.url(),
                        "--spring.datasource.username=" + DATABASE.user(),
                        "--spring.datasource.password=" + DATABASE.password(),
                        "--tamis.retrieval.follow.poll=" + POLL,
                        "--tamis.retrieval.follow.listening-poll=1h",
                        "--tamis.retrieval.index.directory="
                                + directory.resolve(name).resolve("index"),
                        "--tamis.retrieval.lexical.directory=" + lexical(name));
    }

    private static Path lexical(String name) {
        return directory.resolve(name).resolve("lexical");
    }

    @Test
    void whatOneWritesTheOtherFindsWithinASecond() {
        Caller writer = caller(one);
        Caller reader = caller(other);
        writer.post("/v1/collections", "{\"name\": \"tools\", \"dimension\": 2}");
        write(writer, "tools", "a", "cordless drill");
        await(() -> finds(reader, "tools", "drill", "a"), Duration.ofSeconds(20));

        for (int i = 0; i < 10; i++) {
            write(writer, "tools", "b" + i, "hammer" + i);
            int last = i;
            await(
                    () -> finds(reader, "tools", "hammer" + last, "b" + last)
                            && nearest(reader, "tools").contains("\"id\":\"b" + last + "\""),
                    Duration.ofSeconds(1));
            assertThat(nearest(reader, "tools")).contains("\"dense\":\"memory\"");
        }

        writer.post("/v1/collections/tools/items:delete", "{\"ids\": [\"a\"]}");
        await(
                () -> !finds(reader, "tools", "drill", "a")
                        && !nearest(reader, "tools").contains("\"id\":\"a\""),
                Duration.ofSeconds(1));
    }

    @Test
    void aSearchAfterAWriteSeesItWhicheverReplicaItLandsOn() {
        caller(one).post("/v1/collections", "{\"name\": \"tokens\", \"dimension\": 2}");

        for (int i = 0; i < 50; i++) {
            long change = write(caller(one), "tokens", "a", "edition" + i);
            String found = caller(other)
                    .post("/v1/collections/tokens/search", """
                            {"mode": "hybrid", "query": "edition%d", "vector": [1, 0], "k": 1, "exact": false, "after": %d}
                            """.formatted(i, change))
                    .body();
            assertThat(found).contains("\"lexical\":{\"score\"", "\"title\":\"edition" + i + "\"");
        }
        long gone = caller(one)
                .post("/v1/collections/tokens/items:delete", "{\"ids\": [\"a\"]}")
                .json()
                .path("change")
                .asLong();
        assertThat(caller(other)
                        .post("/v1/collections/tokens/search", """
                            {"mode": "dense", "vector": [1, 0], "k": 1, "exact": false, "after": %d}
                            """.formatted(gone))
                        .json()
                        .path("hits"))
                .isEmpty();
    }

    @Test
    void aDeletionThatWaitsIsSeenByAllSearchesHere() {
        caller(one).post("/v1/collections", "{\"name\": \"waits\", \"dimension\": 2}");

        for (int i = 0; i < 20; i++) {
            write(caller(one), "waits", "?refresh=wait", "a", "drill");
            assertThat(finds(caller(one), "waits", "drill", "a")).isTrue();
            assertThat(nearest(caller(one), "waits")).contains("\"id\":\"a\"");

            caller(one).post("/v1/collections/waits/items:delete?refresh=wait", "{\"ids\": [\"a\"]}");
            assertThat(finds(caller(one), "waits", "drill", "a")).isFalse();
            assertThat(nearest(caller(one), "waits")).contains("\"hits\":[]");
        }
    }

    @Test
    void whatOneDeletesTheOtherForgets() {
        caller(one).post("/v1/collections", "{\"name\": \"short\", \"dimension\": 2}");
        write(caller(one), "short", "a", "cordless drill");
        await(() -> finds(caller(other), "short", "drill", "a"), Duration.ofSeconds(20));
        long before = folders("other");

        caller(one).delete("/v1/collections/short");

        await(() -> folders("other") == before - 1, Duration.ofSeconds(20));
        assertThat(caller(other)
                        .post(
                                "/v1/collections/short/search",
                                "{\"mode\": \"lexical\", \"query\": \"drill\", \"k\": 1, \"exact\": false}")
                        .problem())
                .isEqualTo("404 unknown-collection");
    }

    @Test
    void aReplicaThatHearsNothingMoreLooksForChangesUntilItHearsAgain() {
        caller(one).post("/v1/collections", "{\"name\": \"deaf\", \"dimension\": 2}");
        write(caller(one), "deaf", "a0", "hammer0");
        await(() -> finds(caller(other), "deaf", "hammer0", "a0"), Duration.ofSeconds(20));

        for (int i = 1; i <= 5; i++) {
            int last = i;
            assertThat(breakListeners()).as("connections that listen").isEqualTo(2);
            write(caller(one), "deaf", "a" + i, "hammer" + i);
            await(
                    () -> finds(caller(other), "deaf", "hammer" + last, "a" + last)
                            && nearest(caller(other), "deaf").contains("\"id\":\"a" + last + "\""),
                    POLL.plusSeconds(1));
            await(() -> listeners() == 2, Duration.ofSeconds(20));
        }
    }

    private static int listeners() {
        return number("SELECT count(*) FROM pg_stat_activity " + LISTENERS);
    }

    private static int breakListeners() {
        return number("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity " + LISTENERS);
    }

    private static int number(String sql) {
        Integer number = one.getBean(JdbcTemplate.class).queryForObject(sql, Integer.class);
        return number == null ? 0 : number;
    }

    private static long write(Caller caller, String collection, String id, String title) {
        return write(caller, collection, "", id, title);
    }

    /// @param query of the address, with its question mark
    private static long write(Caller caller, String collection, String query, String id, String title) {
        var answer = caller.post("/v1/collections/" + collection + "/items" + query, """
                {"writes": [{"item": {"id": "%s", "fields": {"title": "%s"}, "vector": [1, 0]}}]}
                """.formatted(id, title));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("change").asLong();
    }

    private static boolean finds(Caller caller, String collection, String query, String id) {
        return caller.post("/v1/collections/" + collection + "/search", """
                {"mode": "lexical", "query": "%s", "k": 10, "exact": false}
                """.formatted(query))
                .body()
                .contains("\"id\":\"" + id + "\"");
    }

    private static String nearest(Caller caller, String collection) {
        return caller.post("/v1/collections/" + collection + "/search", """
                {"mode": "dense", "vector": [1, 0], "k": 100, "exact": false}
                """).body();
    }

    private static Caller caller(ConfigurableApplicationContext service) {
        return new Caller(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    private static long folders(String name) {
        try (Stream<Path> folders = Files.list(lexical(name))) {
            return folders.count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void await(BooleanSupplier condition, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline after " + patience).isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
