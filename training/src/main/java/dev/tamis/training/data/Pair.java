package dev.tamis.training.data;

/// What is known of how well an item answers a query.
///
/// @param query position of the query
/// @param item position of the item
/// @param grade above 0 if the item is relevant, the more the better; 0 if it was judged and is not
public record Pair(int query, int item, double grade) {}
