package dev.tamis.gateway.client;

import dev.tamis.common.contract.embedding.EmbeddingModels;
import dev.tamis.common.contract.embedding.EmbeddingRequest;
import dev.tamis.common.contract.embedding.EmbeddingResponse;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/// The embedding service.
interface EmbeddingApi {

    @PostExchange("/v1/embeddings")
    EmbeddingResponse embed(@RequestBody EmbeddingRequest request);

    @GetExchange("/v1/models")
    EmbeddingModels models();
}
