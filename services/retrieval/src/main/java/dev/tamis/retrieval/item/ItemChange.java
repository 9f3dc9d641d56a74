package dev.tamis.retrieval.item;

import java.util.Map;

/// The last change to an item.
///
/// @param change its number; within a collection numbers grow in the order of commits
/// @param deleted whether the item is gone; text and attributes are empty then
/// @param text the fields that are not blank, in their order, one space between them
/// @param attributes a string, number or boolean, or a list of one of these, by name
public record ItemChange(long change, String id, boolean deleted, String text, Map<String, Object> attributes) {}
