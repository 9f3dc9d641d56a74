package dev.tamis.retrieval.diagnostics;

import dev.tamis.common.contract.collection.Diagnostics;
import dev.tamis.retrieval.collection.CollectionCatalog;
import dev.tamis.retrieval.collection.CollectionSize;
import dev.tamis.retrieval.collection.IndexStates;
import dev.tamis.retrieval.index.DenseDiagnostics;
import dev.tamis.retrieval.lexical.LexicalIndexes;
import dev.tamis.support.problem.RefusedException;
import java.time.Duration;
import org.springframework.stereotype.Service;

/// Gathers what is known of a collection's indexes on this replica.
@Service
class DiagnosticsService {

    private final CollectionCatalog catalog;
    private final IndexStates states;
    private final LexicalIndexes lexical;
    private final DenseDiagnostics dense;

    DiagnosticsService(CollectionCatalog catalog, IndexStates states, LexicalIndexes lexical, DenseDiagnostics dense) {
        this.catalog = catalog;
        this.states = states;
        this.lexical = lexical;
        this.dense = dense;
    }

    /// @throws RefusedException if the collection is unknown
    Diagnostics of(String name) {
        return catalog.in(name, collection -> {
            CollectionSize size = catalog.size(collection);
            return new Diagnostics(
                    name,
                    size.items(),
                    size.items() - size.withoutVector(),
                    collection.index(),
                    states.of(collection),
                    size.lastChange(),
                    lexical.visible(collection),
                    dense.visible(collection).orElse(size.lastChange()),
                    longer(lexical.lag(collection), dense.lag(collection)).toNanos() / 1e9,
                    dense.memory(collection).orElse(null),
                    dense.noRoom(collection).orElse(null),
                    dense.recall(collection).orElse(null),
                    dense.geometry(collection, size.items()));
        });
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
