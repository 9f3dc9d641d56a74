package dev.tamis.gateway.ingest;

import dev.tamis.common.contract.collection.Collection;
import dev.tamis.gateway.client.EmbeddingClient;
import dev.tamis.gateway.client.RetrievalClient;
import org.springframework.stereotype.Component;

/// Makes the [Preparation] of a collection's items.
@Component
class Preparations {

    private final RetrievalClient retrieval;
    private final EmbeddingClient embeddings;
    private final IngestProperties properties;

    Preparations(RetrievalClient retrieval, EmbeddingClient embeddings, IngestProperties properties) {
        this.retrieval = retrieval;
        this.embeddings = embeddings;
        this.properties = properties;
    }

    Preparation of(Collection collection) {
        return new Preparation(
                collection.name(), collection.model(), retrieval, embeddings, properties.embeddingPause());
    }
}
