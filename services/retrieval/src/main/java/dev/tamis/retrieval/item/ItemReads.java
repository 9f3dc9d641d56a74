package dev.tamis.retrieval.item;

import dev.tamis.common.contract.Texts;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.retrieval.PendingItems.Pending;
import dev.tamis.retrieval.collection.CollectionRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Reads items from their partition.
@Repository
public class ItemReads {

    private final JdbcTemplate jdbc;
    private final ItemJson json;

    ItemReads(JdbcTemplate jdbc, ItemJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// The items there are of these, by id, without their vectors.
    public Map<String, Item> byId(CollectionRef collection, Collection<String> ids) {
        var items = new HashMap<String, Item>();
        jdbc.query(
                "SELECT id, fields, attributes FROM %s WHERE collection_id = %d AND id = ANY (?) AND NOT deleted"
                        .formatted(collection.partition(), collection.id()),
                statement -> statement.setArray(1, ItemRows.texts(statement, storable(ids))),
                row -> {
                    String id = row.getString("id");
                    items.put(
                            id,
                            new Item(
                                    id,
                                    json.fields(row.getString("fields")),
                                    json.attributes(row.getString("attributes")),
                                    null));
                });
        return items;
    }

    /// Which items have a vector that was made from the content these hashes name.
    ///
    /// @param hashes content hash by id
    List<String> unchanged(CollectionRef collection, Map<String, String> hashes) {
        List<String> ids = storable(hashes.keySet()).stream()
                .filter(id -> Texts.violation(hashes.getOrDefault(id, "")) == null)
                .toList();
        List<String> named = ids.stream().map(id -> hashes.getOrDefault(id, "")).toList();
        return jdbc.query(
                """
                SELECT stored.id FROM %s AS stored
                JOIN unnest(?::text[], ?::text[]) AS given (id, content_hash)
                    ON stored.id = given.id AND stored.content_hash = given.content_hash
                WHERE stored.collection_id = %d AND stored.vector IS NOT NULL
                ORDER BY stored.id
                """.formatted(collection.partition(), collection.id()),
                statement -> {
                    statement.setArray(1, ItemRows.texts(statement, ids));
                    statement.setArray(2, ItemRows.texts(statement, named));
                },
                (row, number) -> row.getString(1));
    }

    /// Items whose vector is still to be made, oldest change first; none in a collection without a model.
    List<Pending> pending(CollectionRef collection, int limit) {
        if (collection.model() == null) {
            return List.of();
        }
        return jdbc.query(
                """
                SELECT id, fields, content_hash FROM %s
                WHERE vector IS NULL AND content_hash IS NOT NULL AND NOT deleted
                ORDER BY change LIMIT ?
                """.formatted(collection.partition()),
                (row, number) -> new Pending(
                        row.getString("id"),
                        textOf(json.fields(row.getString("fields"))),
                        row.getString("content_hash")),
                limit);
    }

    static String textOf(Map<String, String> fields) {
        return new Item("", fields, Map.of(), null).text();
    }

    /// Those that an item can have: PostgreSQL would refuse the statement because of the others.
    static List<String> storable(Collection<? extends @Nullable String> ids) {
        var storable = new ArrayList<String>();
        for (String id : ids) {
            if (id != null && Texts.violation(id) == null) {
                storable.add(id);
            }
        }
        return storable;
    }
}
