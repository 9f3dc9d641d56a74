package dev.tamis.common.contract.item;

/// An item was deleted.
///
/// @param change number of the deletion, for searches `after` it
public record ItemDeleted(String id, long change) {}
