package dev.tamis.gateway.client;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;

/// Hands requests on to a service and its answers back, byte for byte, failures too.
@Component
public class Relay {

    private final RestClient embedding;
    private final RestClient retrieval;
    private final RestClient ranking;
    private final Guard embeddingGuard;
    private final Guard modelGuard;
    private final Guard rankingGuard;

    Relay(ClientProperties properties, Connections connections, Guards guards) {
        Duration wait = properties.bulkheadWait();
        var toEmbedding = properties.embedding();
        var toRetrieval = properties.retrieval();
        var toRanking = properties.ranking();
        this.embedding = connections.client(toEmbedding.url(), toEmbedding.documentTimeout());
        this.retrieval = connections.client(toRetrieval.url(), toRetrieval.writeTimeout());
        this.ranking = connections.client(toRanking.url(), toRanking.eventTimeout());
        this.embeddingGuard = guards.guard("embedding", "public", toEmbedding.publicConcurrency(), wait);
        this.modelGuard = guards.guard("retrieval", "model", toRetrieval.writeConcurrency(), wait);
        this.rankingGuard = guards.guard("ranking", "event", toRanking.eventConcurrency(), wait);
    }

    /// Asks for embeddings.
    ///
    /// @throws dev.tamis.support.problem.RefusedException if the service does not answer
    public ResponseEntity<byte[]> embeddings(byte[] body) {
        return relayed(() -> embeddingGuard.guardedRepeatable(() -> post(embedding, "/v1/embeddings", body)));
    }

    /// Asks how well documents fit a query.
    ///
    /// @throws dev.tamis.support.problem.RefusedException if the service does not answer
    public ResponseEntity<byte[]> rerank(byte[] body) {
        return relayed(() -> embeddingGuard.guardedRepeatable(() -> post(embedding, "/v1/rerank", body)));
    }

    /// Sends a fitted model, as the form that came in.
    ///
    /// @param type of the form, with its boundary
    /// @throws dev.tamis.support.problem.RefusedException if the service does not answer
    public ResponseEntity<byte[]> addModel(MediaType type, byte[] form) {
        return relayed(() -> modelGuard.guarded(() -> retrieval
                .post()
                .uri("/v1/models")
                .contentType(type)
                .body(form)
                .retrieve()
                .toEntity(byte[].class)));
    }

    /// Asks for a part of a fitted model.
    ///
    /// @param part for example `/weights`
    /// @throws dev.tamis.support.problem.RefusedException if the service does not answer
    public ResponseEntity<byte[]> readModel(String id, String part) {
        return relayed(() -> modelGuard.guardedRepeatable(() -> model(HttpMethod.GET, id, part)));
    }

    /// Activates a fitted model.
    ///
    /// @param body how it is to serve
    /// @throws dev.tamis.support.problem.RefusedException if the service does not answer
    public ResponseEntity<byte[]> activateModel(String id, byte[] body) {
        return relayed(() -> modelGuard.guarded(() -> post(retrieval, "/v1/models/{id}/activate", body, id)));
    }

    /// Does something with a fitted model.
    ///
    /// @param part for example `/rollback`
    /// @throws dev.tamis.support.problem.RefusedException if the service does not answer
    public ResponseEntity<byte[]> changeModel(HttpMethod method, String id, String part) {
        return relayed(() -> modelGuard.guarded(() -> model(method, id, part)));
    }

    private ResponseEntity<byte[]> model(HttpMethod method, String id, String part) {
        return retrieval
                .method(method)
                .uri("/v1/models/{id}" + part, id)
                .retrieve()
                .toEntity(byte[].class);
    }

    /// Sends events. Not repeated when the connection breaks: an event without an id would count twice.
    ///
    /// @throws dev.tamis.support.problem.RefusedException if the service does not answer
    public ResponseEntity<byte[]> events(byte[] body) {
        return relayed(() -> rankingGuard.guarded(() -> post(ranking, "/v1/events", body)));
    }

    private static ResponseEntity<byte[]> post(RestClient client, String path, byte[] body, Object... variables) {
        return client.post()
                .uri(path, variables)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .retrieve()
                .toEntity(byte[].class);
    }

    private static ResponseEntity<byte[]> relayed(Supplier<ResponseEntity<byte[]>> call) {
        try {
            ResponseEntity<byte[]> answer = call.get();
            return entity(answer.getStatusCode(), answer.getHeaders(), answer.getBody());
        } catch (RestClientResponseException failure) {
            return entity(failure.getStatusCode(), failure.getResponseHeaders(), failure.getResponseBodyAsByteArray());
        }
    }

    private static ResponseEntity<byte[]> entity(
            HttpStatusCode status, @Nullable HttpHeaders from, byte @Nullable [] body) {
        var headers = new HttpHeaders();
        if (from != null) {
            headers.setContentType(from.getContentType());
            headers.setLocation(from.getLocation());
            String retryAfter = from.getFirst(HttpHeaders.RETRY_AFTER);
            if (retryAfter != null) {
                headers.set(HttpHeaders.RETRY_AFTER, retryAfter);
            }
        }
        return ResponseEntity.status(status).headers(headers).body(body);
    }
}
