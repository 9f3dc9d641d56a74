package dev.tamis.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.testkit.Caller;
import dev.tamis.testkit.Caller.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/// A service of its own for each test, with work for more than it can do at once.
@Timeout(120)
class LoadIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String LONG_TEXT = "sea stars and lichen ".repeat(120);

    private final ConfigurableApplicationContext service = new SpringApplicationBuilder(EmbeddingApplication.class)
            .properties("spring.config.name=embedding")
            .run("--server.port=0", "--tamis.embedding.queue-tokens=4000");
    private final Caller caller =
            new Caller(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void whatIsTooMuchIsRefusedAndToldWhenToComeAgainWhileQueriesAndOthersAreServed() {
        var underway = documents("importer", 30);
        awaitTokensWaiting();

        Answer refused = send("importer", request("document", List.of("one more")));
        Answer query = send("importer", request("query", List.of("what do sea stars eat")));
        Answer other = send("other", request("document", List.of("a short document")));

        assertThat(refused.problem()).isEqualTo("429 queue-full");
        String seconds = refused.header("Retry-After");
        assertThat(Integer.parseInt(seconds)).isBetween(1, 60);
        assertThat(refused.detail())
                .matches("[0-9]+ tokens wait to be encoded, and no more are taken in; send the request again in "
                        + seconds + " s");
        assertThat(refused.json().at("/error/code").asString()).isEqualTo("rate_limit_exceeded");
        assertThat(query.status()).as(query.body()).isEqualTo(200);
        assertThat(other.status()).as(other.body()).isEqualTo(200);
        assertThat(underway).isNotDone();
        assertThat(underway.join().status()).isEqualTo(200);
        assertThat(send("importer", request("document", List.of("one more"))).status())
                .isEqualTo(200);
    }

    /// The second model is run in batches, the first is not: its vectors would depend on them.
    @ParameterizedTest
    @ValueSource(strings = {"bge-small-en-v1.5", "all-minilm-l6-v2"})
    void aTextHasTheSameVectorAloneInCompanyAndUnderLoad(String model) {
        var random = new Random(3);
        List<String> texts = new ArrayList<>(IntStream.range(0, 24)
                .mapToObj(i -> "text %d on %s".formatted(i, "tide pools, lichen and moss ".repeat(random.nextInt(12))))
                .toList());
        List<DenseVector> alone = new ArrayList<>();
        for (String text : texts) {
            alone.add(vectors(model, List.of(text)).getFirst());
        }

        List<DenseVector> together = vectors(model, texts);

        assertSame(alone, together);
        var order = new ArrayList<>(IntStream.range(0, texts.size()).boxed().toList());
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<CompletableFuture<Void>>();
            for (int caller = 0; caller < 6; caller++) {
                Collections.shuffle(order, random);
                List<Integer> mine = List.copyOf(order);
                answers.add(CompletableFuture.runAsync(
                        () -> {
                            List<String> asked = mine.stream().map(texts::get).toList();
                            assertSame(mine.stream().map(alone::get).toList(), vectors(model, asked));
                        },
                        callers));
            }
            answers.forEach(CompletableFuture::join);
        }
        double largest = service.getBean(MeterRegistry.class)
                .get("embedding.batch.size")
                .tag("model", model)
                .summary()
                .max();
        assertThat(largest > 1).isEqualTo(model.equals("all-minilm-l6-v2"));
    }

    private static void assertSame(List<DenseVector> expected, List<DenseVector> actual) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(cosine(expected.get(i), actual.get(i))).as("text %d", i).isGreaterThanOrEqualTo(0.9999);
        }
    }

    private static double cosine(DenseVector a, DenseVector b) {
        float[] x = a.toArray();
        float[] y = b.toArray();
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += (double) x[j] * y[j];
        }
        return sum;
    }

    private List<DenseVector> vectors(String model, List<String> texts) {
        String body = JSON.writeValueAsString(Map.of("model", model, "input", texts, "encoding_format", "base64"));
        Answer answer = send("caller-" + Thread.currentThread().threadId(), body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json()
                .get("data")
                .valueStream()
                .map(each -> DenseVector.fromBase64(each.get("embedding").asString()))
                .toList();
    }

    private CompletableFuture<Answer> documents(String name, int count) {
        List<String> texts =
                IntStream.range(0, count).mapToObj(i -> i + LONG_TEXT).toList();
        return CompletableFuture.supplyAsync(() -> send(name, request("document", texts)), Thread::startVirtualThread);
    }

    private static String request(String type, List<String> texts) {
        return JSON.writeValueAsString(Map.of("model", "bge-small-en-v1.5", "input", texts, "input_type", type));
    }

    private Answer send(String name, String body) {
        return caller.with("Tamis-Caller", name).post("/v1/embeddings", body);
    }

    private void awaitTokensWaiting() {
        MeterRegistry meters = service.getBean(MeterRegistry.class);
        await(() -> meters.get("embedding.queue.tokens")
                        .tag("input_type", "document")
                        .gauge()
                        .value()
                >= 4_000);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
