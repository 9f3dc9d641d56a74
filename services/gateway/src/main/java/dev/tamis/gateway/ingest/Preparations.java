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

    /// For single items: where the embedding service has too much to do, they get their vectors later.
    Preparation of(Collection collection) {
        return preparation(collection, embeddings::documents);
    }

    /// For many items: where the embedding service has too much to do, they wait.
    Preparation ofMany(Collection collection) {
        return preparation(collection, embeddings::documentsWhenThereIsRoom);
    }

    private Preparation preparation(Collection collection, Preparation.Embedder embedder) {
        return new Preparation(collection.name(), collection.model(), retrieval, embedder, properties.embeddingPause());
    }
}
