package dev.tamis.retrieval.upgrade;

import dev.tamis.common.contract.collection.QueryMap;
import dev.tamis.retrieval.collection.CollectionRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// The rows of `upgrade`.
@Repository
class UpgradeRows {

    /// Names a map, as it is fitted anew now and then.
    ///
    /// @param dimension of the vectors it takes
    record MapVersion(long newerId, Instant mappedAt, int dimension) {}

    private final JdbcTemplate jdbc;

    UpgradeRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void add(CollectionRef older, CollectionRef newer) {
        jdbc.update("INSERT INTO retrieval.upgrade (newer_id, older_id) VALUES (?, ?)", newer.id(), older.id());
    }

    /// @param either of its two spaces
    Optional<StoredUpgrade> of(CollectionRef either) {
        return first(jdbc.query(
                """
                SELECT newer_id, copied_to, map_sample, map_cosine, started_at FROM retrieval.upgrade
                WHERE newer_id = ? OR older_id = ?
                """,
                (row, number) -> new StoredUpgrade(
                        row.getLong("newer_id"),
                        row.getString("copied_to"),
                        row.getInt("map_sample") == 0
                                ? null
                                : new QueryMap(row.getInt("map_sample"), row.getDouble("map_cosine")),
                        instant(row, "started_at")),
                either.id(),
                either.id()));
    }

    /// Remembers how far items are copied.
    void copiedTo(StoredUpgrade upgrade, String last) {
        jdbc.update("UPDATE retrieval.upgrade SET copied_to = ? WHERE newer_id = ?", last, upgrade.newerId());
    }

    void mapped(StoredUpgrade upgrade, LinearMap map, QueryMap measured) {
        jdbc.update("""
                UPDATE retrieval.upgrade SET query_map = ?, map_sample = ?, map_cosine = ?, mapped_at = now()
                WHERE newer_id = ?
                """, map.toBytes(), measured.sample(), measured.cosine(), upgrade.newerId());
    }

    /// The map by which queries of a newer model search an older space, if there is one.
    Optional<MapVersion> mapInto(CollectionRef older, String model) {
        return first(jdbc.query(
                """
                SELECT newer_id, mapped_at, dimension FROM retrieval.upgrade
                JOIN retrieval.collection ON id = newer_id
                WHERE older_id = ? AND model = ? AND mapped_at IS NOT NULL
                """,
                (row, number) ->
                        new MapVersion(row.getLong("newer_id"), instant(row, "mapped_at"), row.getInt("dimension")),
                older.id(),
                model));
    }

    /// That version or a later one, if there still is any.
    Optional<LinearMap> map(MapVersion version) {
        return first(jdbc.query(
                "SELECT query_map FROM retrieval.upgrade WHERE newer_id = ? AND query_map IS NOT NULL",
                (row, number) -> LinearMap.of(row.getBytes(1), version.dimension),
                version.newerId));
    }

    private static <T> Optional<T> first(List<T> rows) {
        return rows.stream().findFirst();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp.toInstant();
    }
}
