package dev.tamis.retrieval.search;

import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.item.Refresh;
import dev.tamis.retrieval.lexical.LexicalIndexes;
import org.springframework.stereotype.Component;

/// Lets those who write items wait for the lexical index that follows them.
@Component
class LexicalRefresh implements Refresh {

    private final LexicalIndexes indexes;

    LexicalRefresh(LexicalIndexes indexes) {
        this.indexes = indexes;
    }

    @Override
    public void await(CollectionRef collection, long change) {
        indexes.awaitChange(collection, change);
    }
}
