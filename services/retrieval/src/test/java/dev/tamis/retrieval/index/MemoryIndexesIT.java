package dev.tamis.retrieval.index;

import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.retrieval.collection.CollectionRef;
import org.springframework.beans.factory.annotation.Autowired;

class MemoryIndexesIT extends VectorIndexContract {

    @Autowired
    private MemoryIndexes memory;

    MemoryIndexesIT() {
        super(IndexKind.MEMORY);
    }

    @Override
    VectorIndex index() {
        return memory;
    }

    @Override
    void awaitSeen(CollectionRef collection, long change) {
        memory.awaitChange(collection, change);
    }
}
