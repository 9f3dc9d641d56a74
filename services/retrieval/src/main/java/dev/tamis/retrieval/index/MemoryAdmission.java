package dev.tamis.retrieval.index;

import dev.tamis.common.contract.collection.Diagnostics.NoRoom;
import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.retrieval.collection.CollectionRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Decides which collections are held in memory: those that ask for it, and of those of kind `auto` as many as fit
/// the limit, older ones first. One that is in does not go out for a tenth more.
@Component
class MemoryAdmission {

    private static final double TOLERANCE = 1.1;

    private final JdbcTemplate jdbc;
    private final IndexProperties properties;
    /// The `auto` collections that do not fit, by id; null until the database was asked.
    private volatile @Nullable Map<Long, NoRoom> refused;

    MemoryAdmission(JdbcTemplate jdbc, IndexProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /// Whether a collection is to be held in memory.
    ///
    /// @throws org.springframework.dao.DataAccessException if that is unknown yet and the database does not answer
    boolean admits(CollectionRef collection) {
        return switch (collection.index()) {
            case MEMORY -> true;
            case AUTO -> !refused().contains(collection.id());
            case EXACT, HNSW, HNSW_BIT -> false;
        };
    }

    /// Ids of the collections of kind `auto` that do not fit.
    ///
    /// @throws org.springframework.dao.DataAccessException if that is unknown yet and the database does not answer
    Set<Long> refused() {
        return decided().keySet();
    }

    /// Why a collection of kind `auto` is not held in memory; empty where it is, or was not asked to be.
    ///
    /// @throws org.springframework.dao.DataAccessException if that is unknown yet and the database does not answer
    Optional<NoRoom> noRoom(CollectionRef collection) {
        return Optional.ofNullable(decided().get(collection.id()));
    }

    /// Decides anew.
    ///
    /// @return as [#refused]
    Set<Long> refresh() {
        return decide().keySet();
    }

    private Map<Long, NoRoom> decided() {
        Map<Long, NoRoom> known = refused;
        return known == null ? decide() : known;
    }

    private Map<Long, NoRoom> decide() {
        Map<Long, NoRoom> before = refused;
        var now = new HashMap<Long, NoRoom>();
        long limit = properties.memory();
        long[] taken = {0};
        jdbc.query("""
                SELECT id, index_kind, items, dimension FROM retrieval.collection
                WHERE index_kind IN ('AUTO', 'MEMORY') ORDER BY index_kind = 'AUTO', id
                """, row -> {
            long id = row.getLong(1);
            long needed = row.getLong(3) * properties.layout().bytesPerItem(row.getInt(4));
            boolean isIn = before != null && !before.containsKey(id);
            boolean fits = taken[0] + needed <= limit * (isIn ? TOLERANCE : 1);
            if (fits || IndexKind.valueOf(row.getString(2)) == IndexKind.MEMORY) {
                taken[0] += needed;
            } else {
                now.put(id, new NoRoom(needed, Math.max(0, limit - taken[0]), limit));
            }
        });
        Map<Long, NoRoom> decided = Map.copyOf(now);
        refused = decided;
        return decided;
    }
}
