package dev.tamis.common.contract.retrieval;

/// How many items a call deleted.
///
/// @param change number of the last change to the collection; the deletion is not later than that
public record ItemsDeleted(int deleted, long change) {}
