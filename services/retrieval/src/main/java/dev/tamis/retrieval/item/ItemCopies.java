package dev.tamis.retrieval.item;

import dev.tamis.common.contract.retrieval.ContentHash;
import dev.tamis.retrieval.collection.CollectionRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Copies items from one space of a collection to another, where they wait for their vectors.
@Repository
public class ItemCopies {

    /// Items that were copied.
    ///
    /// @param items how many
    /// @param waiting how many of them wait for a vector: those that have a text
    /// @param last id of the last one; null if there were none
    public record Copied(int items, int waiting, @Nullable String last) {}

    private record Content(String id, @Nullable String hash) {}

    private final JdbcTemplate jdbc;
    private final ItemJson json;

    ItemCopies(JdbcTemplate jdbc, ItemJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Copies the next items that the other space does not have, in the order of their ids, within a transaction
    /// that holds the collection's lock.
    ///
    /// @param after id of the last item that was copied; empty at first
    /// @param limit how many to copy at most
    public Copied copy(CollectionRef from, CollectionRef to, String after, int limit) {
        List<Content> contents = next(from, to, after, limit);
        List<String> hashes = new ArrayList<>();
        int waiting = 0;
        for (Content each : contents) {
            hashes.add(each.hash);
            waiting += each.hash == null ? 0 : 1;
        }
        List<String> ids = contents.stream().map(Content::id).toList();
        jdbc.update("""
                INSERT INTO %1$s (collection_id, id, fields, attributes, content_hash, change)
                SELECT ?, id, fields, attributes, given.content_hash, nextval('retrieval.change')
                FROM unnest(?::text[], ?::text[]) AS given (given_id, content_hash)
                JOIN %2$s AS source ON source.collection_id = ? AND source.id = given_id
                """.formatted(to.partition(), from.partition()), statement -> {
            statement.setLong(1, to.id());
            statement.setArray(2, ItemRows.texts(statement, ids));
            statement.setArray(3, ItemRows.texts(statement, hashes));
            statement.setLong(4, from.id());
        });
        return new Copied(ids.size(), waiting, ids.isEmpty() ? null : ids.getLast());
    }

    private List<Content> next(CollectionRef from, CollectionRef to, String after, int limit) {
        String model = to.model();
        return jdbc.query(
                """
                SELECT id, fields FROM %1$s AS source
                WHERE collection_id = ? AND id > ? AND NOT deleted AND NOT EXISTS (
                    SELECT 1 FROM %2$s AS target WHERE target.collection_id = ? AND target.id = source.id)
                ORDER BY id LIMIT ?
                """.formatted(from.partition(), to.partition()),
                (row, number) -> {
                    String text = ItemReads.textOf(json.fields(row.getString("fields")));
                    return new Content(
                            row.getString("id"), model == null || text.isEmpty() ? null : ContentHash.of(model, text));
                },
                from.id(),
                after,
                to.id(),
                limit);
    }
}
