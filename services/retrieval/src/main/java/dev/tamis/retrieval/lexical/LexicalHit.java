package dev.tamis.retrieval.lexical;

/// An item in whose text a term of the query occurs.
///
/// @param score its BM25, above 0; higher is better
public record LexicalHit(String id, double score) {}
