package dev.tamis.retrieval.index;

import dev.tamis.common.contract.collection.IndexState;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.collection.CollectionSize;
import dev.tamis.retrieval.collection.Partitions;
import org.springframework.stereotype.Component;

/// Tells whether dense search in a space is what it is to be once everything is built.
@Component
public class DenseReadiness {

    private final MemoryIndexes memory;
    private final MemoryAdmission admission;
    private final Partitions partitions;
    private final IndexProperties properties;

    DenseReadiness(MemoryIndexes memory, MemoryAdmission admission, Partitions partitions, IndexProperties properties) {
        this.memory = memory;
        this.admission = admission;
        this.partitions = partitions;
        this.properties = properties;
    }

    /// Whether its index is built and follows the items, or it is to have none.
    public boolean isReady(CollectionRef collection, CollectionSize size) {
        if (memory.admits(collection)) {
            return memory.ready(collection).isPresent() && memory.follows(collection, size.lastChange());
        }
        return !isToHaveGraph(collection, size.items() - size.withoutVector())
                || partitions.graphState(collection) == IndexState.HNSW;
    }

    private boolean isToHaveGraph(CollectionRef collection, long vectors) {
        return switch (collection.index()) {
            case AUTO -> admission.refused().contains(collection.id()) && vectors >= properties.graphThreshold();
            case HNSW, HNSW_BIT -> vectors > 0;
            case MEMORY, EXACT -> false;
        };
    }
}
