package dev.tamis.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.testkit.Caller;
import dev.tamis.testkit.Caller.Answer;
import dev.tamis.testkit.StoppablePostgres;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// One life of a service whose database comes late and is lost once.
@SpringBootTest(
        classes = RankingApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "spring.config.name=ranking")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DirtiesContext
class OutageIT {

    private static final StoppablePostgres POSTGRES = new StoppablePostgres();
    private static final int EVENTS = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RANK = """
            {"collection": "shop", "candidates": [{"item": "a", "score": 1}, {"item": "b", "score": 1}]}""";

    private final JdbcClient jdbc;
    private final Caller caller;

    OutageIT(@Autowired JdbcClient jdbc, @LocalServerPort int port) {
        this.jdbc = jdbc;
        this.caller = new Caller(port);
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", POSTGRES::url);
        registry.add("spring.datasource.username", POSTGRES::user);
        registry.add("spring.datasource.password", POSTGRES::password);
    }

    @AfterAll
    static void stop() {
        POSTGRES.close();
    }

    @Test
    @Order(1)
    void startsWithoutItsDatabaseAndSaysSo() {
        isUnavailable(caller.post("/v1/events", events(0, 10)));
        isUnavailable(caller.post("/v1/rank", RANK));
        assertThat(caller.get("/actuator/health/liveness").status()).isEqualTo(200);
    }

    @Test
    @Order(2)
    void stillRefusesWhatIsWrongBeforeItAsksTheDatabase() {
        assertThat(caller.post("/v1/events", "{}").status()).isEqualTo(400);
        assertThat(caller.post("/v1/rank", "{\"collection\": \"shop\", \"candidates\": []}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    @Order(3)
    void migratesAndAnswersWhenTheDatabaseComes() {
        POSTGRES.start();

        Answer answer = until(() -> caller.post("/v1/events", events(0, 10)), candidate -> candidate.status() == 200);

        assertThat(answer.body()).isEqualTo("{\"accepted\":10,\"duplicates\":0}");
    }

    @Test
    @Order(4)
    void countsNothingTwiceWhenTheDatabaseIsLostWhileEventsAreSentAndTheyAreSentAgain() throws InterruptedException {
        var sender = Thread.ofVirtual().start(this::sendUntilUnavailable);
        until(this::storedEvents, stored -> stored >= 500);
        POSTGRES.stop();
        sender.join();
        POSTGRES.start();
        until(() -> caller.post("/v1/events", events(0, 10)), answer -> answer.status() == 200);
        assertThat(storedEvents()).as("lost before all were sent").isLessThan(EVENTS);
        POSTGRES.stop();

        isUnavailable(caller.post("/v1/events", events(0, 10)));
        isUnavailable(caller.post("/v1/rank", RANK));

        POSTGRES.start();
        until(() -> caller.post("/v1/events", events(0, 10)), answer -> answer.status() == 200);
        for (int first = 0; first < EVENTS; first += 1_000) {
            assertThat(caller.post("/v1/events", events(first, 1_000)).status()).isEqualTo(200);
        }
        assertThat(storedEvents()).isEqualTo(EVENTS);
        assertThat(jdbc.sql("SELECT sum(count) FROM item_activity")
                        .query(Long.class)
                        .single())
                .isEqualTo(EVENTS);
        assertThat(caller.post("/v1/rank", RANK)
                        .json()
                        .path("candidates")
                        .get(0)
                        .path("item")
                        .asString())
                .isEqualTo("b");
    }

    private void sendUntilUnavailable() {
        for (int first = 0; first < EVENTS; first += 10) {
            if (caller.post("/v1/events", events(first, 10)).status() != 200) {
                return;
            }
        }
    }

    private long storedEvents() {
        return jdbc.sql("SELECT count(*) FROM event").query(Long.class).single();
    }

    private static String events(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj("""
                        {"event_id": "e%d", "collection": "shop", "action_name": "click", "object_id": "b",
                         "client_id": "ann"}"""::formatted)
                .toList()
                .toString();
    }

    private static void isUnavailable(Answer answer) {
        assertThat(answer.problem()).isEqualTo("503 database-unavailable");
    }

    private static <T> T until(Supplier<T> attempt, Predicate<T> good) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        T last = attempt.get();
        while (!good.test(last)) {
            assertThat(System.nanoTime()).as("in time; last answer: " + last).isLessThan(deadline);
            last = attempt.get();
        }
        return last;
    }
}
