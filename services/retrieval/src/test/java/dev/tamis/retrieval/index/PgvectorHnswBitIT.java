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

    /// One bit a dimension tells little of vectors at random, and its graph is built a little differently each time;
    /// ten hits of 3,000 items taken at random would give 0.003.
    @Override
    double recall() {
        return 0.35;
    }

    @Override
    void awaitSeen(CollectionRef collection, long change) {
        var described = described();
        if (described.items() > described.itemsWithoutVector()) {
            awaitGraph();
        }
    }
}
