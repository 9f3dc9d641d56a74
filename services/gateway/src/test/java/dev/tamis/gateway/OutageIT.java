package dev.tamis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.gateway.fake.FakeEmbedding;
import dev.tamis.gateway.fake.FakeRanking;
import dev.tamis.gateway.fake.FakeRetrieval;
import dev.tamis.testkit.Caller;
import dev.tamis.testkit.Eventually;
import dev.tamis.testkit.StoppablePostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// A new installation of two gateways, whose database comes late, goes away in mid-run and comes back.
class OutageIT {

    private static final Pattern PRINTED = Pattern.compile("tamis_[A-Za-z0-9_-]{43}");

    @Test
    void theGatewayStartsWithoutItsDatabaseMakesAKeyWhenItComesAndServesOnWhenItGoes() {
        PrintStream before = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (var database = new StoppablePostgres();
                var embedding = new FakeEmbedding();
                var retrieval = new FakeRetrieval();
                var ranking = new FakeRanking()) {
            embedding.start();
            retrieval.start();
            ranking.start();
            try (var gateway = start(database, embedding, retrieval, ranking);
                    var other = start(database, embedding, retrieval, ranking)) {
                int port = port(gateway);

                // absent at start
                var early = new Caller(port).with("X-API-Key", "tamis_any").get("/v1/collections");
                assertThat(early.problem()).isEqualTo("503 database-unavailable");
                assertThat(early.header("Retry-After")).isNotEmpty();
                assertThat(new Caller(port).get("/v1/collections").problem()).isEqualTo("401 missing-key");
                assertThat(new Caller(port).get("/actuator/health").status()).isEqualTo(503);
                assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("tamis_");

                // there at last
                database.start();
                Eventually.isTrue(() -> PRINTED.matcher(printed.toString(StandardCharsets.UTF_8))
                        .find());
                String key = key(printed);
                // the pool may need more than its quarter of a second to connect on a busy machine
                Eventually.holds(() -> assertThat(list(port, key)).isEqualTo("200"));
                Eventually.holds(() -> assertThat(list(port(other), key)).isEqualTo("200"));
                Eventually.holds(() -> assertThat(
                                new Caller(port).get("/actuator/health").status())
                        .isEqualTo(200));

                // lost: known keys pass, unknown ones cannot be told from good ones
                database.stop();
                assertThat(list(port, key)).isEqualTo("200");
                Eventually.holds(() -> assertThat(list(port, "tamis_other")).isEqualTo("503 database-unavailable"));
                assertThat(list(port, key)).isEqualTo("200");

                // back
                database.start();
                Eventually.holds(() -> assertThat(list(port, "tamis_other")).isEqualTo("401 unknown-key"));
                assertThat(list(port, key)).isEqualTo("200");
            }

            // a second start makes no second key
            String key = key(printed);
            try (var again = start(database, embedding, retrieval, ranking)) {
                Eventually.holds(() -> assertThat(list(port(again), key)).isEqualTo("200"));
            }
            Matcher keys = PRINTED.matcher(printed.toString(StandardCharsets.UTF_8));
            assertThat(keys.results().count())
                    .as("two gateways and a later one made one key")
                    .isEqualTo(1);
        } finally {
            System.setOut(before);
            System.out.println(
                    PRINTED.matcher(printed.toString(StandardCharsets.UTF_8)).replaceAll("tamis_..."));
        }
    }

    private static String list(int port, String key) {
        var answer = new Caller(port).with("X-API-Key", key).get("/v1/collections");
        return answer.status() == 200 ? "200" : answer.problem();
    }

    private static String key(ByteArrayOutputStream printed) {
        Matcher matcher = PRINTED.matcher(printed.toString(StandardCharsets.UTF_8));
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }

    private static int port(ConfigurableApplicationContext gateway) {
        return gateway.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static ConfigurableApplicationContext start(
            StoppablePostgres database, FakeEmbedding embedding, FakeRetrieval retrieval, FakeRanking ranking) {
        return new SpringApplicationBuilder(GatewayApplication.class)
                .properties("spring.config.name=gateway")
                .run(
                        "--server.port=0",
                        "--spring.datasource.url=" + database.url(),
                        "--spring.datasource.username=" + database.user(),
                        "--spring.datasource.password=" + database.password(),
                        "--spring.datasource.hikari.connection-timeout=250",
                        "--tamis.gateway.key-cache=1ms",
                        "--tamis.gateway.embedding.url=" + embedding.url(),
                        "--tamis.gateway.retrieval.url=" + retrieval.url(),
                        "--tamis.gateway.ranking.url=" + ranking.url());
    }
}
