package dev.tamis.retrieval.search;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.collection.Attribute;
import dev.tamis.common.contract.collection.AttributeType;
import dev.tamis.common.contract.search.FacetValue;
import dev.tamis.retrieval.collection.AttributeCatalog;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.index.DenseSearch;
import dev.tamis.retrieval.problem.RetrievalRefusal.AttributeTypeMismatch;
import dev.tamis.retrieval.problem.RetrievalRefusal.UnknownAttribute;
import dev.tamis.support.problem.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Counts the values of attributes over the items that a filter lets pass, with a vector or without.
@Component
class Facets {

    private final AttributeCatalog attributes;
    private final DenseSearch memory;
    private final FacetQueries queries;

    Facets(AttributeCatalog attributes, DenseSearch memory, FacetQueries queries) {
        this.attributes = attributes;
        this.memory = memory;
        this.queries = queries;
    }

    /// The attributes of these names.
    ///
    /// @throws RefusedException if no item has had one of them, or its values are geo points, of which there are as
    ///     many as items
    List<Attribute> require(CollectionRef collection, @Nullable List<String> names) {
        if (names == null || names.isEmpty()) {
            return List.of();
        }
        Map<String, AttributeType> types = attributes.of(collection);
        var facets = new ArrayList<Attribute>();
        for (int i = 0; i < names.size(); i++) {
            String pointer = "#/facets/" + i;
            AttributeType type = types.get(names.get(i));
            if (type == null) {
                throw new RefusedException(
                        new UnknownAttribute(pointer, collection.name(), names.get(i), List.copyOf(types.keySet())));
            }
            if (type == AttributeType.GEO) {
                throw new RefusedException(new AttributeTypeMismatch(
                        pointer,
                        "attribute '%s' of collection '%s' is a geo point; only strings, numbers and booleans are counted"
                                .formatted(names.get(i), collection.name())));
            }
            facets.add(new Attribute(names.get(i), type));
        }
        return facets;
    }

    /// The most frequent values of each attribute, in the order of the attributes.
    ///
    /// @param facets as [#require] has them
    /// @param filter that the collection can answer; null for all items
    Map<String, List<FacetValue>> count(CollectionRef collection, List<Attribute> facets, @Nullable Filter filter) {
        var counts = new LinkedHashMap<String, List<FacetValue>>();
        for (Attribute each : facets) {
            counts.computeIfAbsent(
                    each.name(),
                    name -> memory.count(collection, name, filter, FacetValue.MAX_VALUES)
                            .orElseGet(() -> queries.count(collection, each, filter)));
        }
        return counts;
    }
}
