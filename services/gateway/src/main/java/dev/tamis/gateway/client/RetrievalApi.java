package dev.tamis.gateway.client;

import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.collection.Collections;
import dev.tamis.common.contract.collection.CreateCollection;
import dev.tamis.common.contract.collection.Diagnostics;
import dev.tamis.common.contract.retrieval.ContentHashes;
import dev.tamis.common.contract.retrieval.ItemIds;
import dev.tamis.common.contract.retrieval.Items;
import dev.tamis.common.contract.retrieval.ItemsDeleted;
import dev.tamis.common.contract.retrieval.ItemsWritten;
import dev.tamis.common.contract.retrieval.PendingItems;
import dev.tamis.common.contract.retrieval.RetrievalRequest;
import dev.tamis.common.contract.retrieval.RetrievalResponse;
import dev.tamis.common.contract.retrieval.SetVectors;
import dev.tamis.common.contract.retrieval.WriteItems;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// The retrieval service.
@HttpExchange("/v1/collections")
interface RetrievalApi {

    @PostExchange
    Collection create(@RequestBody CreateCollection request);

    /// @param others whether to list vector spaces that are not searched too
    @GetExchange
    Collections list(@RequestParam boolean others);

    @GetExchange("/{collection}")
    Collection get(@PathVariable String collection);

    @GetExchange("/{collection}/diagnostics")
    Diagnostics diagnostics(@PathVariable String collection);

    @DeleteExchange("/{collection}")
    void delete(@PathVariable String collection);

    @PostExchange("/{collection}/items")
    ItemsWritten write(
            @PathVariable String collection,
            @RequestParam(required = false) @Nullable String refresh,
            @RequestBody WriteItems writes);

    @PostExchange("/{collection}/items:get")
    Items items(@PathVariable String collection, @RequestBody ItemIds ids);

    @PostExchange("/{collection}/items:delete")
    ItemsDeleted deleteItems(
            @PathVariable String collection,
            @RequestParam(required = false) @Nullable String refresh,
            @RequestBody ItemIds ids);

    @PostExchange("/{collection}/items:unchanged")
    ItemIds unchanged(@PathVariable String collection, @RequestBody ContentHashes hashes);

    @GetExchange("/{collection}/items:pending")
    PendingItems pending(@PathVariable String collection, @RequestParam int limit);

    @PostExchange("/{collection}/vectors")
    void setVectors(@PathVariable String collection, @RequestBody SetVectors vectors);

    @PostExchange("/{collection}/search")
    RetrievalResponse search(@PathVariable String collection, @RequestBody RetrievalRequest request);
}
