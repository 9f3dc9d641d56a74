package dev.tamis.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.testkit.Caller.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SeenFromOutsideIT extends RunningService {

    @Test
    void whatIsDoneIsSeenInTheMetrics(@Autowired MeterRegistry meters) {
        String query = request("base64", "\"seen from outside\", \"input_type\": \"query\"");
        embeddings(query);
        double hits = cacheHits(meters);
        embeddings(query);
        assertThat(cacheHits(meters)).isEqualTo(hits + 1);

        String metrics = caller.get("/actuator/prometheus").body();

        assertThat(metrics)
                .contains(
                        "embedding_queue_tokens{input_type=\"query\"} 0.0",
                        "embedding_queue_duration_seconds_count{input_type=\"query\",model=\"bge-small-en-v1.5\"}",
                        "embedding_encode_duration_seconds_count{input_type=\"query\",model=\"bge-small-en-v1.5\"}",
                        "embedding_batch_size_sum{input_type=\"query\",model=\"bge-small-en-v1.5\"}",
                        "embedding_padding_share_sum{input_type=\"query\",model=\"bge-small-en-v1.5\"}",
                        "embedding_tokens_total{input_type=\"query\",model=\"bge-small-en-v1.5\"}",
                        "embedding_cache_gets_total{model=\"bge-small-en-v1.5\",result=\"hit\"}",
                        "embedding_cache_gets_total{model=\"bge-small-en-v1.5\",result=\"miss\"}",
                        "embedding_cache_size");
    }

    private static double cacheHits(MeterRegistry meters) {
        return meters.get("embedding.cache.gets")
                .tags("model", "bge-small-en-v1.5", "result", "hit")
                .counter()
                .count();
    }

    @Test
    void theModelsAreListed() {
        embeddings(request("base64", "\"waits for the model\""));

        JsonNode models = caller.get("/v1/models").json();

        assertThat(models.get("object").asString()).isEqualTo("list");
        assertThat(models.findValuesAsString("id"))
                .containsExactly("bge-small-en-v1.5", "all-minilm-l6-v2-q", "all-minilm-l6-v2", "e5-small-v2-q");
        assertThat(models.at("/data/0")).isEqualTo(JsonMapper.shared().readTree("""
                        {"id": "bge-small-en-v1.5", "object": "model", "kind": "embedding", "state": "ready",
                         "dimension": 384, "dimensions": [384, 256, 128, 64], "pooling": "cls",
                         "sizes": [{"name": "full", "layers": 12, "dimensions": [384, 256, 128, 64]}],
                         "max_tokens": 512, "licence": "MIT"}"""));
        assertThat(models.at("/data/3/state").asString()).isEqualTo("available");
    }

    @Test
    void onceTheModelIsLoadedTheServiceIsReady() {
        embeddings(request("base64", "\"waits for the model\""));

        Answer readiness = caller.get("/actuator/health/readiness");

        assertThat(readiness.status()).isEqualTo(200);
        assertThat(readiness.json().at("/components/embedding/status").asString())
                .isEqualTo("UP");
        JsonNode details = readiness.json().at("/components/embedding/details");
        assertThat(details.at("/default").asString()).isEqualTo("bge-small-en-v1.5");
        assertThat(details.at("/models/bge-small-en-v1.5").asString()).isEqualTo("ready");
        assertThat(details.at("/models/e5-small-v2-q").asString()).isEqualTo("available");
    }
}
