package dev.tamis.gateway.ingest;

import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.item.ItemDeleted;
import dev.tamis.common.contract.item.ItemResult;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/collections/{collection}/items/{*id}")
@Tag(name = "Items")
class ItemController {

    private final ItemService items;

    ItemController(ItemService items) {
        this.items = items;
    }

    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "putItem",
            summary = "Store an item",
            description = "Inserts it or replaces the item with this id. Its text is embedded by the collection's"
                    + " model, unless it brings its own vector or its text is unchanged.")
    ItemResult put(
            @PathVariable String collection,
            @PathVariable String id,
            @Parameter(description = "`wait`: answer once searches see the item")
                    @RequestParam(required = false)
                    @Nullable
                    String refresh,
            @RequestBody Item item) {
        return items.put(collection, withoutSlash(id), item, Refresh.waits(refresh));
    }

    @GetMapping
    @Operation(
            operationId = "getItem",
            summary = "Look up an item",
            description = "With its fields and attributes; its vector is not told.")
    Item get(@PathVariable String collection, @PathVariable String id) {
        return items.get(collection, withoutSlash(id));
    }

    @DeleteMapping
    @Operation(
            operationId = "deleteItem",
            summary = "Delete an item",
            description = "Searches no longer find it a second later at most, at once where they are asked `after` the"
                    + " `change` of the answer.")
    ItemDeleted delete(
            @PathVariable String collection,
            @PathVariable String id,
            @Parameter(description = "`wait`: answer once searches no longer find the item")
                    @RequestParam(required = false)
                    @Nullable
                    String refresh) {
        return items.delete(collection, withoutSlash(id), Refresh.waits(refresh));
    }

    /// The rest of a path begins with the slash before it.
    private static String withoutSlash(String rest) {
        return rest.substring(1);
    }
}
