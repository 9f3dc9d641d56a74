package dev.tamis.retrieval.collection;

import dev.tamis.common.contract.collection.AttributeType;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Which attributes the items of a collection have, and of which type.
@Repository
public class AttributeCatalog {

    /// Most attributes of one collection.
    public static final int MAX_ATTRIBUTES = 1_000;

    private final JdbcTemplate jdbc;

    AttributeCatalog(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// Types by name, in the order of the names.
    public SequencedMap<String, AttributeType> of(CollectionRef collection) {
        var types = new TreeMap<String, AttributeType>();
        jdbc.query(
                "SELECT name, type FROM retrieval.attribute WHERE collection_id = ?",
                row -> {
                    types.put(row.getString("name"), AttributeType.valueOf(row.getString("type")));
                },
                collection.id());
        return types;
    }

    /// Adds attributes that are not known yet. The caller holds the collection's lock ([CollectionWrites]).
    public void add(CollectionRef collection, Map<String, AttributeType> fresh) {
        List<Object[]> rows = fresh.entrySet().stream()
                .map(entry -> new Object[] {
                    collection.id(), entry.getKey(), entry.getValue().name()
                })
                .toList();
        jdbc.batchUpdate("INSERT INTO retrieval.attribute (collection_id, name, type) VALUES (?, ?, ?)", rows);
    }
}
