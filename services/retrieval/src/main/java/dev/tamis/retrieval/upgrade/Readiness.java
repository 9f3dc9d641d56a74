package dev.tamis.retrieval.upgrade;

import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.collection.CollectionSize;
import dev.tamis.retrieval.index.DenseReadiness;
import dev.tamis.retrieval.lexical.LexicalIndexes;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// Tells what the other space still misses before it can be searched in place of the live one.
@Component
class Readiness {

    private final LexicalIndexes lexical;
    private final DenseReadiness dense;

    Readiness(LexicalIndexes lexical, DenseReadiness dense) {
        this.lexical = lexical;
        this.dense = dense;
    }

    /// Of its items and their vectors.
    ///
    /// @param tolerated so many items may wait for a vector
    List<String> missingItems(Upgrading upgrade, int tolerated) {
        var missing = new ArrayList<String>();
        CollectionSize other = upgrade.other().size();
        if (!upgrade.isCopied()) {
            missing.add("%,d of %,d items are still to be copied"
                    .formatted(
                            upgrade.live().size().items() - other.items(),
                            upgrade.live().size().items()));
        }
        if (other.withoutVector() > tolerated) {
            missing.add("%,d of %,d items still wait for a vector of model '%s'"
                    .formatted(
                            other.withoutVector(),
                            other.items(),
                            upgrade.otherCollection().model()));
        }
        return missing;
    }

    /// Of its indexes on this replica.
    List<String> missingIndexes(Upgrading upgrade) {
        var missing = new ArrayList<String>();
        CollectionRef other = upgrade.otherCollection();
        CollectionSize size = upgrade.other().size();
        lexical.follow(other);
        if (!lexical.follows(other, size.lastChange())) {
            missing.add("the lexical index does not hold all items yet");
        }
        if (!dense.isReady(other, size)) {
            missing.add("the dense index is not built yet, or does not hold all items");
        }
        return missing;
    }
}
