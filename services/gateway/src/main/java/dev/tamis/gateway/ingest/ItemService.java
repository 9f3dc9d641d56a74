package dev.tamis.gateway.ingest;

import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.item.ItemDeleted;
import dev.tamis.common.contract.item.ItemResult;
import dev.tamis.common.contract.item.ItemRules;
import dev.tamis.common.contract.retrieval.ItemsDeleted;
import dev.tamis.common.contract.retrieval.ItemsWritten;
import dev.tamis.gateway.client.RetrievalClient;
import dev.tamis.gateway.collection.CollectionCatalog;
import dev.tamis.gateway.problem.GatewayRefusal.Answered;
import dev.tamis.gateway.problem.GatewayRefusal.InvalidFields;
import dev.tamis.gateway.problem.GatewayRefusal.UnknownItem;
import dev.tamis.support.problem.RefusedException;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;

/// Stores, looks up and deletes single items. Methods throw a [RefusedException] for what they cannot do.
@Service
class ItemService {

    private final CollectionCatalog collections;
    private final RetrievalClient retrieval;
    private final Preparations preparations;

    ItemService(CollectionCatalog collections, RetrievalClient retrieval, Preparations preparations) {
        this.collections = collections;
        this.retrieval = retrieval;
        this.preparations = preparations;
    }

    /// Stores an item under an id, which it may name too.
    ///
    /// @param visible whether to wait until searches see it
    ItemResult put(String collection, String id, Item item, boolean visible) {
        if (!item.id().isEmpty() && !item.id().equals(id)) {
            throw new RefusedException(new InvalidFields(
                    "#/id", "is '%s', but the path says '%s'; leave it out".formatted(item.id(), id)));
        }
        var named = new Item(id, item.fields(), item.attributes(), item.vector());
        List<FieldError> violations = ItemRules.violations(named);
        if (!violations.isEmpty()) {
            throw new RefusedException(new InvalidFields(violations));
        }
        var prepared = preparations.of(collections.get(collection)).prepare(List.of(named), Set.of());
        ItemsWritten written = retrieval.write(collection, prepared.writes(), prepared.model(), visible);
        ItemResult result = Results.of(prepared.writes(), written.results()).getFirst();
        if (result.problem() != null) {
            throw new RefusedException(new Answered(result.problem(), null));
        }
        return result.withChange(written.change());
    }

    Item get(String collection, String id) {
        return retrieval.item(collection, id).orElseThrow(() -> new RefusedException(new UnknownItem(collection, id)));
    }

    /// @param visible whether to wait until searches no longer find it
    ItemDeleted delete(String collection, String id, boolean visible) {
        ItemsDeleted deleted = retrieval.deleteItem(collection, id, visible);
        if (deleted.deleted() == 0) {
            throw new RefusedException(new UnknownItem(collection, id));
        }
        return new ItemDeleted(id, deleted.change());
    }
}
