package dev.tamis.common.contract.collection;

import java.util.List;

/// All collections, by name.
public record Collections(List<Collection> collections) {

    public Collections {
        collections = List.copyOf(collections);
    }
}
