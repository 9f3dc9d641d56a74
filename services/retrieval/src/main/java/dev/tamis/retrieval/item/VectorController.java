package dev.tamis.retrieval.item;

import dev.tamis.common.contract.Texts;
import dev.tamis.retrieval.collection.CollectionCatalog;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.problem.RetrievalRefusal.InvalidFields;
import dev.tamis.support.problem.RefusedException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The vectors of a collection, page by page, for whoever fits models to them.
@RestController
class VectorController {

    private final CollectionCatalog catalog;
    private final VectorFeed vectors;

    VectorController(CollectionCatalog catalog, VectorFeed vectors) {
        this.catalog = catalog;
        this.vectors = vectors;
    }

    /// A [dev.tamis.common.contract.retrieval.VectorPage]; the last one is shorter than the limit.
    ///
    /// @param after id of the last item of the page before
    @GetMapping(path = "/v1/collections/{collection}/vectors", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    byte[] page(
            @PathVariable String collection,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "1000") @Min(1) @Max(4_000) int limit) {
        String violation = Texts.violation(after);
        if (violation != null) {
            throw new RefusedException(InvalidFields.of("#/after", violation));
        }
        CollectionRef found = catalog.require(collection);
        return catalog.whileThere(found, () -> vectors.page(found, after, limit).toBytes());
    }
}
