package dev.tamis.cli.ingest;

import java.util.List;

/// Which columns or keys of a record become what of an item.
///
/// @param id the one that names the item
/// @param text those that are its text fields, in their order
record Mapping(String id, List<String> text, List<AttributeColumn> attributes) {

    Mapping {
        text = List.copyOf(text);
        attributes = List.copyOf(attributes);
    }
}
