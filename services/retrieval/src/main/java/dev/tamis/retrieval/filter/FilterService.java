package dev.tamis.retrieval.filter;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.collection.AttributeType;
import dev.tamis.retrieval.collection.AttributeCatalog;
import dev.tamis.retrieval.collection.CollectionRef;
import java.util.Map;
import org.springframework.stereotype.Service;

/// Checks filters against the attributes that a collection's items have.
@Service
public class FilterService {

    private final AttributeCatalog attributes;

    FilterService(AttributeCatalog attributes) {
        this.attributes = attributes;
    }

    /// Requires that a filter can be answered.
    ///
    /// @throws dev.tamis.support.problem.RefusedException if it names an attribute that no item has had, compares
    ///     one with a value of another type, holds text that cannot be stored, or is too large
    public void require(CollectionRef collection, Filter filter) {
        Map<String, AttributeType> types = attributes.of(collection);
        new FilterCheck(collection.name(), types).check(filter);
    }
}
