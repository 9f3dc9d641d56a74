package dev.tamis.retrieval.collection;

import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.collection.Collections;
import dev.tamis.common.contract.collection.CreateCollection;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Collections over HTTP.
@RestController
@RequestMapping("/v1/collections")
class CollectionController {

    private final CollectionService collections;

    CollectionController(CollectionService collections) {
        this.collections = collections;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Collection create(@Valid @RequestBody CreateCollection create) {
        return collections.create(create);
    }

    /// @param others whether to list the spaces that are not live too
    @GetMapping
    Collections all(@RequestParam(defaultValue = "false") boolean others) {
        return collections.all(others);
    }

    @GetMapping("/{collection}")
    Collection get(@PathVariable String collection) {
        return collections.get(collection);
    }

    @DeleteMapping("/{collection}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String collection) {
        collections.delete(collection);
    }
}
