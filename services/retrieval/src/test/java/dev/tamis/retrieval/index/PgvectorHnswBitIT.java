package dev.tamis.retrieval.index;

import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.retrieval.collection.CollectionRef;
import org.springframework.beans.factory.annotation.Autowired;

class PgvectorHnswBitIT extends VectorIndexContract {

    @Autowired
    private PgvectorIndex pgvector;

    PgvectorHnswBitIT() {
        super(IndexKind.HNSW_BIT);
    }

    @Override
    VectorIndex index() {
        return pgvector;
    }

    /// One bit a dimension tells little of vectors at random.
    @Override
    double recall() {
        return 0.5;
    }

    @Override
    void awaitSeen(CollectionRef collection, long change) {
        var described = described();
        if (described.items() > described.itemsWithoutVector()) {
            awaitGraph();
        }
    }
}
