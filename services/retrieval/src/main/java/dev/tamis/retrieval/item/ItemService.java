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
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        ItemsWritten written = catalog.in(name, collection -> writer.write(collection, items));
        if (wait) {
            refresh.await(catalog.require(name), written.change());
        }
        return written;
    }

    /// Those there are, in the order asked for, each once.
    Items get(String name, ItemIds ids) {
        return catalog.in(name, collection -> {
            Map<String, Item> found = reads.byId(collection, ids.ids());
            return new Items(ids.ids().stream()
                    .distinct()
                    .map(found::get)
                    .filter(Objects::nonNull)
                    .toList());
        });
    }

    ItemsDeleted delete(String name, ItemIds ids, boolean wait) {
        List<String> storable = ItemReads.storable(ids.ids());
        ItemsDeleted deleted = catalog.in(name, collection -> writer.delete(collection, storable));
        if (wait) {
            refresh.await(catalog.require(name), deleted.change());
        }
        return deleted;
    }

    ItemIds unchanged(String name, ContentHashes hashes) {
        return catalog.in(name, collection -> new ItemIds(reads.unchanged(collection, hashes.hashes())));
    }

    PendingItems pending(String name, int limit) {
        return catalog.in(name, collection -> new PendingItems(reads.pending(collection, limit)));
    }

    void setVectors(String name, SetVectors vectors) {
        catalog.in(name, collection -> writer.setVectors(collection, vectors));
    }
}
