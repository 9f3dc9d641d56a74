package dev.tamis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

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
        var answer = Call.to(port, path).get();

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("missing-key");
        assertThat(answer.detail()).contains("Authorization: Bearer").contains("X-API-Key");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void theKeyIsAskedForBeforeTheMethodOrTheBodyIsLookedAt() {
        assertThat(Call.to(port, "/v1/collections").send("PATCH", "{}").problem())
                .isEqualTo("missing-key");
        assertThat(Call.to(port, "/v1/collections/x/items:bulk")
                        .send("POST", "{}")
                        .problem())
                .isEqualTo("missing-key");
    }

    @Test
    void anUnknownKeyIsRefusedHoweverItIsSent() {
        for (var call : new Call[] {
            Call.to(port, "/v1/collections").header("Authorization", "Bearer tamis_wrong"),
            Call.to(port, "/v1/collections").header("X-API-Key", "tamis_wrong")
        }) {
            var answer = call.get();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.problem()).isEqualTo("unknown-key");
            assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
            assertThat(answer.body()).doesNotContain("tamis_wrong");
        }
    }

    @Test
    void aGoodKeyPassesInEitherHeader() {
        assertThat(Call.to(port, "/v1/collections")
                        .header("X-API-Key", KEY)
                        .get()
                        .status())
                .isEqualTo(200);
        assertThat(Call.to(port, "/v1/collections")
                        .header("Authorization", "bearer " + KEY)
                        .get()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aPathThatDoesNotExistIsAProblemToo() {
        var answer = call("/v1/nowhere").get();

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.problem()).isEqualTo("unknown-path");
        assertThat(call("/v1/collections").send("PATCH", "{}").problem()).isEqualTo("method-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/readiness", "/v3/api-docs", "/actuator/prometheus"})
    void whatIsNotTheApiNeedsNoKey(String path) {
        assertThat(Call.to(port, path).get().status()).isEqualTo(200);
    }

    @Test
    void metricsCountSearchesAndCircuits() {
        String shop = collection();
        search(shop, "{\"query\": \"a\"}");

        assertThat(Call.to(port, "/actuator/prometheus").get().body())
                .contains("gateway_search_duration_seconds_count")
                .contains("resilience4j_circuitbreaker_state{")
                .contains("name=\"ranking.rank\"")
                .contains("resilience4j_bulkhead_available_concurrent_calls");
    }
}
