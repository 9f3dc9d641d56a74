package dev.tamis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyIT extends GatewayHarness {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/collections",
                "/v1/models",
                "/v1/nowhere",
                "/v1",
                "/v1/",
                "/%76%31/collections",
                "/v1;a=b/collections"
            })
    void withoutAKeyNothingIsAnsweredAndTheCallerIsToldHowToSendOne(String path) {
        var answer = stranger.get(path);

        assertThat(answer.problem()).isEqualTo("401 missing-key");
        assertThat(answer.detail()).contains("Authorization: Bearer").contains("X-API-Key");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void theKeyIsAskedForBeforeTheMethodOrTheBodyIsLookedAt() {
        assertThat(stranger.send("PATCH", "/v1/collections", "{}").problem()).isEqualTo("401 missing-key");
        assertThat(stranger.send("POST", "/v1/collections/x/items:bulk", "{}").problem())
                .isEqualTo("401 missing-key");
    }

    @Test
    void anUnknownKeyIsRefusedHoweverItIsSent() {
        for (var wrong : List.of(
                stranger.with("Authorization", "Bearer tamis_wrong"), stranger.with("X-API-Key", "tamis_wrong"))) {
            var answer = wrong.get("/v1/collections");
            assertThat(answer.problem()).isEqualTo("401 unknown-key");
            assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
            assertThat(answer.body()).doesNotContain("tamis_wrong");
        }
    }

    @Test
    void aGoodKeyPassesInEitherHeader() {
        assertThat(stranger.with("X-API-Key", KEY).get("/v1/collections").status())
                .isEqualTo(200);
        assertThat(stranger.with("Authorization", "bearer " + KEY)
                        .get("/v1/collections")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aPathThatDoesNotExistIsAProblemToo() {
        var answer = caller.get("/v1/nowhere");

        assertThat(answer.problem()).isEqualTo("404 unknown-path");
        assertThat(caller.send("PATCH", "/v1/collections", "{}").problem()).isEqualTo("405 method-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/readiness", "/v3/api-docs", "/actuator/prometheus"})
    void whatIsNotTheApiNeedsNoKey(String path) {
        assertThat(stranger.get(path).status()).isEqualTo(200);
    }

    @Test
    void metricsCountSearchesAndCircuits() {
        String shop = collection();
        search(shop, "{\"query\": \"a\"}");

        assertThat(stranger.get("/actuator/prometheus").body())
                .contains("gateway_search_duration_seconds_count")
                .contains("resilience4j_circuitbreaker_state{")
                .contains("name=\"ranking.rank\"")
                .contains("resilience4j_bulkhead_available_concurrent_calls");
    }
}
