package dev.tamis.training.data;

import java.util.List;
import java.util.Map;

/// Items, queries and what is known of their answers: what a model is fitted to, or what it is evaluated on. A
/// fit keeps some queries back to validate on, yet chooses by them, so that queries on which its result is to
/// be evaluated must not be in its set.
///
/// @param description one sentence that says where it comes from
/// @param items of the base model, as it gives them
/// @param queries of the base model, of the items' dimension; may be none, then items stand in for them
/// @param pairs judged pairs; may be none
/// @param copies by position of a query: the item that is the same text, and is no answer to it
public record JudgedSet(String description, Rows items, Rows queries, List<Pair> pairs, Map<Integer, Integer> copies) {

    public JudgedSet {
        pairs = List.copyOf(pairs);
        copies = Map.copyOf(copies);
        if (items.count() < 2) {
            throw new IllegalArgumentException("at least 2 items are needed, there are " + items.count());
        }
        if (items.dimension() != queries.dimension()) {
            throw new IllegalArgumentException(
                    "items have %d dimensions, queries %d".formatted(items.dimension(), queries.dimension()));
        }
        for (Pair pair : pairs) {
            if (pair.query() < 0
                    || pair.query() >= queries.count()
                    || pair.item() < 0
                    || pair.item() >= items.count()) {
                throw new IllegalArgumentException(
                        "%s is not among %d queries and %d items".formatted(pair, queries.count(), items.count()));
            }
        }
    }

    /// The item that is no answer to a query because it is the same text; -1 if there is none.
    public int copy(int query) {
        return copies.getOrDefault(query, -1);
    }

    /// Items and queries without judgments.
    public static JudgedSet unlabelled(String description, Rows items, Rows queries) {
        return new JudgedSet(description, items, queries, List.of(), Map.of());
    }
}
