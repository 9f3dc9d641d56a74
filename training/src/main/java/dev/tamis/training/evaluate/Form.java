package dev.tamis.training.evaluate;

import dev.tamis.training.data.Rows;

/// Items and queries in a form whose inner products order the items.
///
/// @param method how it was made
/// @param size dimensions of a prefix, or bits of a code
/// @param bytesPerItem what an index stores of an item
public record Form(String method, int size, double bytesPerItem, Rows items, Rows queries) {}
