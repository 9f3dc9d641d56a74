package dev.tamis.retrieval.index;

import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.retrieval.collection.CollectionRef;
import org.springframework.beans.factory.annotation.Autowired;

class PgvectorExactIT extends VectorIndexContract {

    @Autowired
    private PgvectorIndex pgvector;

    PgvectorExactIT() {
        super(IndexKind.EXACT);
    }

    @Override
    VectorIndex index() {
        return pgvector;
    }

    @Override
    void awaitSeen(CollectionRef collection, long change) {
        // The table itself is searched.
    }
}
