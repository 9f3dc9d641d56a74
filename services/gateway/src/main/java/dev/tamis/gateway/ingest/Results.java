package dev.tamis.gateway.ingest;

import dev.tamis.common.contract.item.ItemResult;
import dev.tamis.common.contract.item.ItemStatus;
import dev.tamis.common.contract.retrieval.WriteItems.Write;
import java.util.ArrayList;
import java.util.List;

/// What callers are told of writes.
final class Results {

    private Results() {}

    /// Retrieval's results, but an item that is never to have a vector lacks none.
    static List<ItemResult> of(List<Write> writes, List<ItemResult> results) {
        List<ItemResult> told = new ArrayList<>(results.size());
        for (int i = 0; i < results.size(); i++) {
            ItemResult result = results.get(i);
            boolean complete = result.status() == ItemStatus.STORED_WITHOUT_VECTOR
                    && writes.get(i).contentHash() == null;
            told.add(complete ? new ItemResult(result.id(), ItemStatus.STORED, null) : result);
        }
        return told;
    }
}
