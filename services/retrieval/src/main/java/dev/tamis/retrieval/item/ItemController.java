package dev.tamis.retrieval.item;

import dev.tamis.common.contract.retrieval.ContentHashes;
import dev.tamis.common.contract.retrieval.ItemIds;
import dev.tamis.common.contract.retrieval.Items;
import dev.tamis.common.contract.retrieval.ItemsDeleted;
import dev.tamis.common.contract.retrieval.ItemsWritten;
import dev.tamis.common.contract.retrieval.PendingItems;
import dev.tamis.common.contract.retrieval.SetVectors;
import dev.tamis.common.contract.retrieval.WriteItems;
import dev.tamis.retrieval.problem.RetrievalRefusal.InvalidFields;
import dev.tamis.support.problem.RefusedException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Items over HTTP.
@RestController
@RequestMapping("/v1/collections/{collection}")
class ItemController {

    private final ItemService items;

    ItemController(ItemService items) {
        this.items = items;
    }

    /// @param refresh `wait` to be answered only once searches here find what was written
    @PostMapping("/items")
    ItemsWritten write(
            @PathVariable String collection,
            @RequestParam(name = "refresh", required = false) @Nullable String refresh,
            @Valid @RequestBody WriteItems writes) {
        return items.write(collection, writes, waits(refresh));
    }

    @PostMapping("/items:get")
    Items get(@PathVariable String collection, @Valid @RequestBody ItemIds ids) {
        return items.get(collection, ids);
    }

    @PostMapping("/items:delete")
    ItemsDeleted delete(
            @PathVariable String collection,
            @RequestParam(name = "refresh", required = false) @Nullable String refresh,
            @Valid @RequestBody ItemIds ids) {
        return items.delete(collection, ids, waits(refresh));
    }

    @PostMapping("/items:unchanged")
    ItemIds unchanged(@PathVariable String collection, @Valid @RequestBody ContentHashes hashes) {
        return items.unchanged(collection, hashes);
    }

    @GetMapping("/items:pending")
    PendingItems pending(
            @PathVariable String collection, @RequestParam(defaultValue = "64") @Min(1) @Max(1_000) int limit) {
        return items.pending(collection, limit);
    }

    @PostMapping("/vectors")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void setVectors(@PathVariable String collection, @Valid @RequestBody SetVectors vectors) {
        items.setVectors(collection, vectors);
    }

    private static boolean waits(@Nullable String refresh) {
        if (refresh != null && !refresh.equals("wait")) {
            throw new RefusedException(
                    InvalidFields.of("#/refresh", "is '%s'; it may be 'wait' or left out".formatted(refresh)));
        }
        return refresh != null;
    }
}
