package dev.tamis.retrieval.item;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// The feed, read from the partition itself: its index on `change` gives the rows in order.
@Repository
class PartitionFeed implements ItemFeed {

    private final JdbcTemplate jdbc;
    private final ItemJson json;

    PartitionFeed(JdbcTemplate jdbc, ItemJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public List<ItemChange> after(long collectionId, long change, int limit) {
        return jdbc.query(
                """
                SELECT change, id, deleted, fields, attributes FROM retrieval.item_%d
                WHERE change > ? ORDER BY change LIMIT ?
                """.formatted(collectionId),
                (row, number) -> new ItemChange(
                        row.getLong("change"),
                        row.getString("id"),
                        row.getBoolean("deleted"),
                        ItemReads.textOf(json.fields(row.getString("fields"))),
                        json.attributes(row.getString("attributes"))),
                change,
                limit);
    }
}
