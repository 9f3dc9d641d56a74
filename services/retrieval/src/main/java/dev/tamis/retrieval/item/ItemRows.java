package dev.tamis.retrieval.item;

import dev.tamis.common.contract.retrieval.SetVectors.Made;
import dev.tamis.retrieval.collection.CollectionRef;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedCollection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.stereotype.Repository;

/// Writes to a partition, many rows a statement: columns are sent as arrays, the vectors as one array of float4 in
/// binary, which the server slices and rounds to half precision.
@Repository
class ItemRows {

    /// What a row was before a write.
    record Before(boolean live, boolean hasVector, @Nullable String contentHash) {

        static final Before ABSENT = new Before(false, false, null);

        /// Whether a vector was still to be made.
        boolean waits(CollectionRef collection) {
            return live && !hasVector && contentHash != null && collection.model() != null;
        }
    }

    private static final String SLICE = "(CAST(? AS float4[]))[given.slot * %1$d + 1 : (given.slot + 1) * %1$d]";

    private final JdbcTemplate jdbc;
    private final ItemJson json;

    ItemRows(JdbcTemplate jdbc, ItemJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// The rows there are, by id; deleted ones too.
    Map<String, Before> before(CollectionRef collection, Collection<String> ids) {
        var before = new HashMap<String, Before>();
        jdbc.query(
                "SELECT id, NOT deleted, vector IS NOT NULL, content_hash FROM %s WHERE collection_id = %d AND id = ANY (?)"
                        .formatted(collection.partition(), collection.id()),
                statement -> statement.setArray(1, texts(statement, ids)),
                row -> {
                    before.put(row.getString(1), new Before(row.getBoolean(2), row.getBoolean(3), row.getString(4)));
                });
        return before;
    }

    /// Inserts or replaces rows, no id twice. One without a vector keeps what it has if its content hash is
    /// unchanged.
    void upsert(CollectionRef collection, SequencedCollection<Checked> items) {
        var vectors = new VectorSlots(collection.dimension());
        List<@Nullable Integer> slots = new ArrayList<>();
        for (Checked checked : items) {
            slots.add(vectors.add(checked.item().vector()));
        }
        String sql = """
                INSERT INTO %1$s AS stored
                    (collection_id, id, fields, attributes, content_hash, vector, change)
                SELECT ?, id, fields::json, attributes::jsonb, content_hash,
                    CASE WHEN slot IS NOT NULL THEN %2$s::halfvec END,
                    nextval('retrieval.change')
                FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::int[])
                    AS given (id, fields, attributes, content_hash, slot)
                ON CONFLICT (collection_id, id) DO UPDATE SET
                    fields = excluded.fields,
                    attributes = excluded.attributes,
                    content_hash = excluded.content_hash,
                    vector = coalesce(
                        excluded.vector,
                        CASE WHEN stored.content_hash = excluded.content_hash THEN stored.vector END),
                    deleted = false,
                    change = excluded.change,
                    updated_at = now()
                """.formatted(collection.partition(), SLICE.formatted(collection.dimension()));
        jdbc.update(sql, statement -> {
            statement.setLong(1, collection.id());
            statement.setArray(2, vectors.array(statement.getConnection()));
            statement.setArray(3, texts(statement, items, each -> each.item().id()));
            statement.setArray(
                    4, texts(statement, items, each -> json.write(each.item().fields())));
            statement.setArray(
                    5, texts(statement, items, each -> json.write(each.item().attributes())));
            statement.setArray(6, texts(statement, items, Checked::contentHash));
            statement.setArray(7, statement.getConnection().createArrayOf("int4", slots.toArray()));
        });
    }

    /// Turns rows into tombstones.
    void delete(CollectionRef collection, Collection<String> ids) {
        jdbc.update(
                """
                UPDATE %s SET
                    fields = '{}', attributes = '{}', content_hash = NULL, vector = NULL,
                    deleted = true, change = nextval('retrieval.change'), updated_at = now()
                WHERE collection_id = %d AND id = ANY (?) AND NOT deleted
                """.formatted(collection.partition(), collection.id()),
                statement -> statement.setArray(1, texts(statement, ids)));
    }

    /// Gives rows the vectors they wait for.
    ///
    /// @return how many were given one; the others are gone, have one, or have another content hash by now
    int setVectors(CollectionRef collection, List<Made> made) {
        var vectors = new VectorSlots(collection.dimension());
        Object[] slots = made.stream().map(each -> vectors.add(each.vector())).toArray();
        String sql = """
                UPDATE %s AS stored SET
                    vector = %s::halfvec, change = nextval('retrieval.change'), updated_at = now()
                FROM unnest(?::text[], ?::text[], ?::int[]) AS given (id, content_hash, slot)
                WHERE stored.collection_id = %d AND stored.id = given.id
                    AND stored.content_hash = given.content_hash AND stored.vector IS NULL AND NOT stored.deleted
                """.formatted(collection.partition(), SLICE.formatted(collection.dimension()), collection.id());
        PreparedStatementSetter setter = statement -> {
            statement.setArray(1, vectors.array(statement.getConnection()));
            statement.setArray(2, texts(statement, made, Made::id));
            statement.setArray(3, texts(statement, made, Made::contentHash));
            statement.setArray(4, statement.getConnection().createArrayOf("int4", slots));
        };
        return jdbc.update(sql, setter);
    }

    static Array texts(PreparedStatement statement, Collection<String> values) throws SQLException {
        return texts(statement, values, value -> value);
    }

    private static <T> Array texts(
            PreparedStatement statement, Collection<T> values, Function<T, @Nullable String> text) throws SQLException {
        return statement
                .getConnection()
                .createArrayOf("text", values.stream().map(text).toArray());
    }
}
