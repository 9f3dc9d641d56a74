package dev.tamis.retrieval.search;

import dev.tamis.common.contract.retrieval.RetrievalRequest;
import dev.tamis.common.contract.retrieval.RetrievalResponse;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Search over HTTP.
@RestController
class SearchController {

    private final SearchService searches;

    SearchController(SearchService searches) {
        this.searches = searches;
    }

    @PostMapping("/v1/collections/{collection}/search")
    RetrievalResponse search(@PathVariable String collection, @Valid @RequestBody RetrievalRequest request) {
        return searches.search(collection, request);
    }
}
