package dev.tamis.gateway.collection;

import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.collection.Collections;
import dev.tamis.common.contract.collection.CreateCollection;
import dev.tamis.common.contract.collection.Diagnostics;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

@RestController
@RequestMapping("/v1/collections")
@Tag(name = "Collections")
class CollectionController {

    private final CollectionCatalog collections;

    CollectionController(CollectionCatalog collections) {
        this.collections = collections;
    }

    @PostMapping
    @Operation(
            operationId = "createCollection",
            summary = "Create a collection",
            description = "A name is enough: the default model then embeds its items and queries. A dimension without a"
                    + " model makes a collection whose callers bring their own vectors.")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Collection> create(@Valid @RequestBody CreateCollection request) {
        Collection created = collections.create(request);
        var location = UriComponentsBuilder.fromPath("/v1/collections/{name}").build(created.name());
        return ResponseEntity.created(location).body(created);
    }

    @GetMapping
    @Operation(operationId = "listCollections", summary = "List all collections", description = "By name.")
    Collections list() {
        return collections.all();
    }

    @GetMapping("/{collection}")
    @Operation(
            operationId = "getCollection",
            summary = "Look up a collection",
            description = "Its model, how many items it holds, and which attributes filters may name.")
    Collection get(@PathVariable String collection) {
        return collections.get(collection);
    }

    @GetMapping("/{collection}/diagnostics")
    @Operation(
            operationId = "diagnoseCollection",
            summary = "Look into the indexes of a collection",
            description = "What they take, how far behind the last change they are, how much of the exact answers"
                    + " approximate searches find, and how the vectors fill their space. With several replicas of the"
                    + " retrieval service, one of them answers for itself.")
    Diagnostics diagnostics(@PathVariable String collection) {
        return collections.diagnostics(collection);
    }

    @DeleteMapping("/{collection}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteCollection",
            summary = "Delete a collection",
            description = "With all its items. This cannot be undone.")
    void delete(@PathVariable String collection) {
        collections.delete(collection);
    }
}
