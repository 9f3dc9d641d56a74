package dev.tamis.gateway.search;

import dev.tamis.common.contract.search.SearchRequest;
import dev.tamis.common.contract.search.SearchResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/collections/{collection}/search")
@Tag(name = "Search")
class SearchController {

    private final SearchService searches;

    SearchController(SearchService searches) {
        this.searches = searches;
    }

    @PostMapping(consumes = "application/json")
    @Operation(
            operationId = "search",
            summary = "Search a collection",
            description = "Finds items by meaning (dense), by words (lexical) or by both (hybrid, the default), and"
                    + " orders them for popularity and user. If the embedding or the ranking service takes no part,"
                    + " the answer says so in `degraded`.")
    SearchResponse search(@PathVariable String collection, @Valid @RequestBody SearchRequest request) {
        return searches.search(collection, request);
    }
}
