package dev.tamis.retrieval.search;

import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.index.DenseSearch;
import dev.tamis.retrieval.item.Refresh;
import dev.tamis.retrieval.lexical.LexicalIndexes;
import org.springframework.stereotype.Component;

/// Lets those who wait for a change wait for the indexes that follow it.
@Component
class IndexRefresh implements Refresh {

    private final LexicalIndexes lexical;
    private final DenseSearch dense;

    IndexRefresh(LexicalIndexes lexical, DenseSearch dense) {
        this.lexical = lexical;
        this.dense = dense;
    }

    @Override
    public void await(CollectionRef collection, long change) {
        await(collection, change, SearchMode.HYBRID);
    }

    /// Returns once searches of a mode see a change and all before it.
    void await(CollectionRef collection, long change, SearchMode mode) {
        if (mode != SearchMode.DENSE) {
            lexical.awaitChange(collection, change);
        }
        if (mode != SearchMode.LEXICAL) {
            dense.awaitChange(collection, change);
        }
    }
}
