package dev.tamis.gateway.ingest;

import dev.tamis.common.contract.collection.Collection;
import dev.tamis.gateway.client.EmbeddingClient;
import dev.tamis.gateway.client.RetrievalClient;
import dev.tamis.gateway.collection.CollectionCatalog;
import dev.tamis.support.problem.RefusedException;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Makes the [Preparation] of a collection's items.
@Component
class Preparations {

    private final CollectionCatalog collections;
    private final RetrievalClient retrieval;
    private final EmbeddingClient embeddings;
    private final IngestProperties properties;

    Preparations(
            CollectionCatalog collections,
            RetrievalClient retrieval,
            EmbeddingClient embeddings,
            IngestProperties properties) {
        this.collections = collections;
        this.retrieval = retrieval;
        this.embeddings = embeddings;
        this.properties = properties;
    }

    /// For single items: where the embedding service has too much to do, they get their vectors later.
    Preparation of(Collection collection) {
        return preparation(collection.name(), () -> Optional.ofNullable(collection.model()), embeddings::documents);
    }

    /// For many items: where the embedding service has too much to do, they wait; and where the collection changes
    /// its model, so do they.
    Preparation ofMany(Collection collection) {
        return preparation(collection.name(), () -> modelNow(collection), embeddings::documentsWhenThereIsRoom);
    }

    private Optional<String> modelNow(Collection collection) {
        try {
            return collections.modelOf(collection.name());
        } catch (RefusedException unknown) {
            return Optional.ofNullable(collection.model()); // whether they can be stored, the write will tell
        }
    }

    private Preparation preparation(
            String collection, Supplier<Optional<String>> models, Preparation.Embedder embedder) {
        return new Preparation(collection, models, retrieval, embedder, properties.embeddingPause());
    }
}
