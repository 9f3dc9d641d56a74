package dev.tamis.gateway.client;

import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.collection.Collections;
import dev.tamis.common.contract.collection.CreateCollection;
import dev.tamis.common.contract.collection.Diagnostics;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.model.FittedModel;
import dev.tamis.common.contract.retrieval.ContentHashes;
import dev.tamis.common.contract.retrieval.ItemIds;
import dev.tamis.common.contract.retrieval.ItemsDeleted;
import dev.tamis.common.contract.retrieval.ItemsWritten;
import dev.tamis.common.contract.retrieval.PendingItems.Pending;
import dev.tamis.common.contract.retrieval.RetrievalRequest;
import dev.tamis.common.contract.retrieval.RetrievalResponse;
import dev.tamis.common.contract.retrieval.SetVectors;
import dev.tamis.common.contract.retrieval.WriteItems;
import dev.tamis.gateway.problem.GatewayRefusal.ServiceUnavailable;
import dev.tamis.support.problem.RefusedException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Asks the retrieval service, which keeps collections and items. Every method throws a
/// [dev.tamis.support.problem.RefusedException] if the service does not answer or answers a problem.
@Component
public class RetrievalClient {

    private final RetrievalApi reads;
    private final RetrievalApi writes;
    private final FittedModelApi models;
    private final Guard searchGuard;
    private final Guard readGuard;
    private final Guard writeGuard;
    private final Guard backfillGuard;

    RetrievalClient(ClientProperties properties, Connections connections, Guards guards) {
        var retrieval = properties.retrieval();
        this.reads = connections.proxy(RetrievalApi.class, retrieval.url(), retrieval.timeout());
        this.writes = connections.proxy(RetrievalApi.class, retrieval.url(), retrieval.writeTimeout());
        this.models = connections.proxy(FittedModelApi.class, retrieval.url(), retrieval.timeout());
        this.searchGuard = guards.guard("retrieval", "search", retrieval.concurrency(), properties.bulkheadWait());
        this.readGuard = guards.guard("retrieval", "read", retrieval.concurrency(), properties.bulkheadWait());
        // Its own: that nobody waits for an answer must not be felt where somebody does.
        this.backfillGuard = guards.guard("retrieval", "backfill", 4, retrieval.writeTimeout());
        this.writeGuard = guards.guard("retrieval", "write", retrieval.writeConcurrency(), retrieval.writeTimeout());
    }

    public Collection create(CreateCollection request) {
        return writeGuard.once(() -> writes.create(request));
    }

    public Collections collections() {
        return readGuard.repeatable(() -> reads.list(false));
    }

    public Collection collection(String name) {
        return readGuard.repeatable(() -> reads.get(name));
    }

    public Diagnostics diagnostics(String collection) {
        return readGuard.repeatable(() -> reads.diagnostics(collection));
    }

    public void delete(String collection) {
        // Not repeated: the second answer would be that the collection is unknown.
        writeGuard.once(() -> {
            writes.delete(collection);
            return true;
        });
    }

    public Optional<Item> item(String collection, String id) {
        var ids = new ItemIds(List.of(id));
        return readGuard.repeatable(
                () -> reads.items(collection, ids).items().stream().findFirst());
    }

    /// @param visible whether to wait until searches no longer find it
    public ItemsDeleted deleteItem(String collection, String id, boolean visible) {
        var ids = new ItemIds(List.of(id));
        return writeGuard.once(() -> writes.deleteItems(collection, refresh(visible), ids));
    }

    /// @param model that made the vectors; null if they are the callers' own
    /// @param visible whether to wait until searches see what was written
    /// @return with one result a write, in their order
    public ItemsWritten write(
            String collection, List<WriteItems.Write> items, @Nullable String model, boolean visible) {
        var request = new WriteItems(items, model);
        return writeGuard.repeatable(() -> {
            ItemsWritten written = writes.write(collection, refresh(visible), request);
            if (written.results().size() != items.size()) {
                throw new RefusedException(new ServiceUnavailable("retrieval"));
            }
            return written;
        });
    }

    private static @Nullable String refresh(boolean visible) {
        return visible ? "wait" : null;
    }

    /// @param hashes content hash by item id
    /// @return ids of those items that have a vector made from that content already
    public Set<String> unchanged(String collection, Map<String, String> hashes) {
        var request = new ContentHashes(hashes);
        return readGuard.repeatable(
                () -> new HashSet<>(reads.unchanged(collection, request).ids()));
    }

    /// Collections, and other vector spaces of collections, with items whose vectors are still to be made.
    public List<Collection> withPendingItems() {
        return backfillGuard.repeatable(() -> reads.list(true).collections().stream()
                .filter(collection -> collection.model() != null && collection.itemsWithoutVector() > 0)
                .toList());
    }

    public List<Pending> pending(String collection, int limit) {
        return backfillGuard.repeatable(() -> reads.pending(collection, limit).items());
    }

    /// @param model that made the vectors
    public void setVectors(String collection, String model, List<SetVectors.Made> vectors) {
        var request = new SetVectors(vectors, model);
        backfillGuard.repeatable(() -> {
            writes.setVectors(collection, request);
            return true;
        });
    }

    public RetrievalResponse search(String collection, RetrievalRequest request) {
        return searchGuard.repeatable(() -> reads.search(collection, request));
    }

    /// A search whose answer nobody waits for.
    public RetrievalResponse searchInBackground(String collection, RetrievalRequest request) {
        return backfillGuard.repeatable(() -> reads.search(collection, request));
    }

    /// All fitted models, the latest first.
    public List<FittedModel> fittedModels() {
        return readGuard.repeatable(() -> models.list().data());
    }

    /// A fitted model by its id, `name@version`.
    public FittedModel fittedModel(String id) {
        return readGuard.repeatable(() -> models.get(id));
    }
}
