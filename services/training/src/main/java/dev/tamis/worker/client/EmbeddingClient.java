package dev.tamis.worker.client;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.embedding.EmbeddingRequest;
import dev.tamis.common.contract.embedding.EmbeddingResponse;
import dev.tamis.common.contract.embedding.InputType;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/// Asks the embedding service. Methods throw a [org.springframework.web.client.RestClientException] if it does not
/// answer, or refuses.
@Component
public class EmbeddingClient {

    private final RestClient http;

    EmbeddingClient(Connections connections, ClientProperties properties) {
        this.http = connections.client(properties.embeddingUrl());
    }

    /// The vectors of queries, in their order.
    public List<DenseVector> queries(String model, List<String> texts) {
        EmbeddingResponse response = Objects.requireNonNull(
                http.post()
                        .uri("/v1/embeddings")
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(new EmbeddingRequest(model, texts, InputType.QUERY))
                        .retrieve()
                        .body(EmbeddingResponse.class),
                "the embedding service answered with nothing");
        return response.data().stream()
                .sorted(Comparator.comparingInt(EmbeddingResponse.Embedding::index))
                .map(EmbeddingResponse.Embedding::embedding)
                .toList();
    }
}
