package dev.tamis.retrieval.item;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.retrieval.VectorPage;
import dev.tamis.retrieval.collection.CollectionRef;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.stereotype.Repository;

/// The changes to a collection's items with their vectors, read from the partition in binary.
@Repository
public class VectorFeed {

    private static final VarHandle HALF = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    /// Before the values, `halfvec_send` gives their number and two bytes of nothing.
    private static final int HEADER = 2 * Short.BYTES;
    /// Has the driver ask for binary results from the first execution on.
    private static final int BINARY = -1;

    private final JdbcTemplate jdbc;
    private final ItemJson json;

    VectorFeed(JdbcTemplate jdbc, ItemJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// The changes later than one, in their order, each item once.
    ///
    /// @param change 0 for all
    /// @param limit how many to give at most
    /// @throws org.springframework.dao.DataAccessException if the collection is gone, or the database absent
    public List<VectorRow> after(CollectionRef collection, long change, int limit) {
        String sql = """
                SELECT change, id, deleted, attributes::text, public.halfvec_send(vector) FROM %s
                WHERE change > ? ORDER BY change LIMIT ?
                """.formatted(collection.partition());
        PreparedStatementCallback<List<VectorRow>> read = statement -> {
            statement.unwrap(PGStatement.class).setPrepareThreshold(BINARY);
            statement.setLong(1, change);
            statement.setInt(2, limit);
            var rows = new ArrayList<VectorRow>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(read(row));
                }
            }
            return rows;
        };
        List<VectorRow> rows = jdbc.execute(sql, read);
        return rows == null ? List.of() : rows;
    }

    /// The vectors of the items whose ids come after one, in the order of the ids.
    ///
    /// @param id empty for all
    /// @param limit how many to give at most
    VectorPage page(CollectionRef collection, String id, int limit) {
        String sql = """
                SELECT id, public.halfvec_send(vector) FROM %s
                WHERE collection_id = %d AND id > ? AND vector IS NOT NULL ORDER BY id LIMIT ?
                """.formatted(collection.partition(), collection.id());
        int d = collection.dimension();
        var ids = new ArrayList<String>();
        short[] halves = new short[limit * d];
        PreparedStatementCallback<VectorPage> read = statement -> {
            statement.unwrap(PGStatement.class).setPrepareThreshold(BINARY);
            statement.setString(1, id);
            statement.setInt(2, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    byte[] sent = row.getBytes(2);
                    for (int j = 0; j < d; j++) {
                        halves[ids.size() * d + j] = (short) HALF.get(sent, HEADER + j * Short.BYTES);
                    }
                    ids.add(row.getString(1));
                }
            }
            return new VectorPage(d, ids, Arrays.copyOf(halves, ids.size() * d));
        };
        return Objects.requireNonNull(jdbc.execute(sql, read));
    }

    /// Some vectors, taken at random from all over the table.
    ///
    /// @param items about how many there are
    public List<DenseVector> sample(CollectionRef collection, int limit, long items) {
        return jdbc.query(
                """
                SELECT public.halfvec_send(vector) FROM %s TABLESAMPLE SYSTEM (?)
                WHERE vector IS NOT NULL ORDER BY random() LIMIT ?
                """.formatted(collection.partition()),
                (row, number) -> Objects.requireNonNull(vector(row.getBytes(1))),
                percent(limit, items),
                limit);
    }

    /// What some items have in two spaces, of items taken at random among those that have a vector in both.
    ///
    /// @param withVector about how many have one in the first
    public List<VectorPair> pairs(CollectionRef one, CollectionRef other, int limit, long withVector) {
        return jdbc.query(
                """
                WITH picked AS MATERIALIZED (
                    SELECT one.id FROM %1$s AS one TABLESAMPLE SYSTEM (?)
                    JOIN %2$s AS other ON other.collection_id = ? AND other.id = one.id
                    WHERE one.vector IS NOT NULL AND other.vector IS NOT NULL
                    ORDER BY random() LIMIT ?)
                SELECT public.halfvec_send(one.vector), public.halfvec_send(other.vector) FROM picked
                JOIN %1$s AS one ON one.collection_id = ? AND one.id = picked.id
                JOIN %2$s AS other ON other.collection_id = ? AND other.id = picked.id
                ORDER BY random()
                """.formatted(one.partition(), other.partition()),
                (row, number) -> new VectorPair(
                        Objects.requireNonNull(vector(row.getBytes(1))),
                        Objects.requireNonNull(vector(row.getBytes(2)))),
                percent(limit, withVector),
                other.id(),
                limit,
                one.id(),
                other.id());
    }

    /// How much of a table to read so that it holds enough rows.
    private static double percent(int limit, long rows) {
        return Math.clamp(800.0 * limit / Math.max(1, rows), 0.001, 100);
    }

    private VectorRow read(ResultSet row) throws SQLException {
        String attributes = row.getString(4);
        return new VectorRow(
                row.getLong(1),
                row.getString(2),
                row.getBoolean(3),
                attributes.equals("{}") ? Map.of() : json.attributes(attributes),
                vector(row.getBytes(5)));
    }

    private static @Nullable DenseVector vector(byte @Nullable [] sent) {
        if (sent == null) {
            return null;
        }
        float[] values = new float[(sent.length - HEADER) / Short.BYTES];
        for (int j = 0; j < values.length; j++) {
            values[j] = Float.float16ToFloat((short) HALF.get(sent, HEADER + j * Short.BYTES));
        }
        return DenseVector.of(values);
    }
}
