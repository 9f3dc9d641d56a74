package dev.tamis.retrieval.collection;

/// What a row of `collection` is for.
enum Role {
    /// It answers to the collection's name.
    LIVE,
    /// It holds the same items in another vector space.
    OTHER
}
