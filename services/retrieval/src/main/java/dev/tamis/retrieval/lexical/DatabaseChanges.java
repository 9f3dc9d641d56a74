package dev.tamis.retrieval.lexical;

import dev.tamis.retrieval.collection.CollectionCatalog;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.follow.Feed;
import dev.tamis.retrieval.item.ItemChange;
import dev.tamis.retrieval.item.ItemFeed;
import java.util.List;
import org.springframework.stereotype.Component;

/// The changes that the database has, with the end of a collection told from the database's absence.
@Component
class DatabaseChanges implements Feed<ItemChange> {

    private final ItemFeed feed;
    private final CollectionCatalog catalog;

    DatabaseChanges(ItemFeed feed, CollectionCatalog catalog) {
        this.feed = feed;
        this.catalog = catalog;
    }

    @Override
    public List<ItemChange> after(CollectionRef collection, long change, int limit) {
        return catalog.whileThere(collection, () -> feed.after(collection.id(), change, limit));
    }
}
