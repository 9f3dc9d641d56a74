package dev.tamis.retrieval.index;

import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.retrieval.collection.CollectionRef;
import org.springframework.beans.factory.annotation.Autowired;

class PgvectorHnswIT extends VectorIndexContract {

    @Autowired
    private PgvectorIndex pgvector;

    PgvectorHnswIT() {
        super(IndexKind.HNSW);
    }

    @Override
    VectorIndex index() {
        return pgvector;
    }

    @Override
    void awaitSeen(CollectionRef collection, long change) {
        var described = described();
        if (described.items() > described.itemsWithoutVector()) {
            awaitGraph();
        }
    }
}
