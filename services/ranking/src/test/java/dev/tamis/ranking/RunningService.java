package dev.tamis.ranking;

import dev.tamis.testkit.Caller;
import dev.tamis.testkit.TestDatabase;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The service on a real database, at noon of 20 June 2026 unless a test sets its clock. Each test has a
/// collection of its own.
@SpringBootTest(
        classes = RankingApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "spring.config.name=ranking")
@Import(RunningService.FixedTime.class)
abstract class RunningService {

    static final Instant NOON = Instant.parse("2026-06-20T12:00:00Z");

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final AtomicInteger COLLECTIONS = new AtomicInteger();

    final String collection = "shop" + COLLECTIONS.incrementAndGet();

    @Autowired
    SettableClock clock;

    @Autowired
    JdbcClient jdbc;

    Caller caller;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", DATABASE::url);
        registry.add("spring.datasource.username", DATABASE::user);
        registry.add("spring.datasource.password", DATABASE::password);
    }

    @BeforeEach
    void startAtNoon(@LocalServerPort int port) {
        caller = new Caller(port);
        clock.set(NOON);
    }

    String event(String id, String action, String item, String time) {
        return """
                {"event_id": "%s", "collection": "%s", "action_name": "%s", "object_id": "%s", "client_id": "ann",
                 "timestamp": "%s"}""".formatted(id, collection, action, item, time);
    }

    long storedEvents() {
        return jdbc.sql("SELECT count(*) FROM event WHERE collection = ?")
                .param(collection)
                .query(Long.class)
                .single();
    }

    long countedEvents() {
        return jdbc.sql("SELECT coalesce(sum(count), 0) FROM item_activity WHERE collection = ?")
                .param(collection)
                .query(Long.class)
                .single();
    }

    @TestConfiguration
    static class FixedTime {

        @Bean
        @Primary
        SettableClock settableClock() {
            return new SettableClock(NOON);
        }
    }
}
