package dev.tamis.retrieval.item;

import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.retrieval.ContentHashes;
import dev.tamis.common.contract.retrieval.ItemIds;
import dev.tamis.common.contract.retrieval.Items;
import dev.tamis.common.contract.retrieval.ItemsDeleted;
import dev.tamis.common.contract.retrieval.ItemsWritten;
import dev.tamis.common.contract.retrieval.PendingItems;
import dev.tamis.common.contract.retrieval.SetVectors;
import dev.tamis.common.contract.retrieval.WriteItems;
import dev.tamis.retrieval.collection.CollectionCatalog;
import dev.tamis.retrieval.collection.CollectionRef;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.stereotype.Service;

/// What callers do with the items of a collection that they name.
@Service
class ItemService {

    private final CollectionCatalog catalog;
    private final ItemWriter writer;
    private final ItemReads reads;
    private final Refresh refresh;

    ItemService(CollectionCatalog catalog, ItemWriter writer, ItemReads reads, Refresh refresh) {
        this.catalog = catalog;
        this.writer = writer;
        this.reads = reads;
        this.refresh = refresh;
    }

    ItemsWritten write(String name, WriteItems items, boolean wait) {
        CollectionRef collection = catalog.require(name);
        ItemsWritten written = writer.write(collection, items.writes());
        if (wait) {
            refresh.await(collection, written.change());
        }
        return written;
    }

    /// Those there are, in the order asked for, each once.
    Items get(String name, ItemIds ids) {
        return inCollection(name, collection -> {
            Map<String, Item> found = reads.byId(collection, ids.ids());
            return new Items(ids.ids().stream()
                    .distinct()
                    .map(found::get)
                    .filter(Objects::nonNull)
                    .toList());
        });
    }

    ItemsDeleted delete(String name, ItemIds ids, boolean wait) {
        CollectionRef collection = catalog.require(name);
        ItemsDeleted deleted = writer.delete(collection, ItemReads.storable(ids.ids()));
        if (wait) {
            refresh.await(collection, deleted.change());
        }
        return deleted;
    }

    ItemIds unchanged(String name, ContentHashes hashes) {
        return inCollection(name, collection -> new ItemIds(reads.unchanged(collection, hashes.hashes())));
    }

    PendingItems pending(String name, int limit) {
        return inCollection(name, collection -> new PendingItems(reads.pending(collection, limit)));
    }

    void setVectors(String name, SetVectors vectors) {
        writer.setVectors(catalog.require(name), vectors.vectors());
    }

    private <T> T inCollection(String name, Function<CollectionRef, T> read) {
        CollectionRef collection = catalog.require(name);
        return catalog.whileThere(collection, () -> read.apply(collection));
    }
}
