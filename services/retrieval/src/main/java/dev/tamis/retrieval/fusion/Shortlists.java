package dev.tamis.retrieval.fusion;

import java.util.List;
import java.util.Map;

/// What both ways of searching found for one query, and what each says of the items that only the other one found.
///
/// @param dense items by cosine (-1 to 1), best first
/// @param lexical items by BM25 (above 0), best first
/// @param cosines cosines of items that are on the lexical list only; an item without a vector has none
/// @param bm25s BM25 of items that are on the dense list only; an item in which no term of the query occurs has none
public record Shortlists(
        List<Scored> dense, List<Scored> lexical, Map<String, Double> cosines, Map<String, Double> bm25s) {

    public Shortlists {
        dense = List.copyOf(dense);
        lexical = List.copyOf(lexical);
        cosines = Map.copyOf(cosines);
        bm25s = Map.copyOf(bm25s);
    }
}
