package dev.tamis.common.contract.collection;

/// An attribute that items of a collection have.
///
/// @param name 1 to 128 characters
/// @param type of its value, or of each of its values
public record Attribute(String name, AttributeType type) {}
