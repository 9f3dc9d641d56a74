package dev.tamis.retrieval.index;

import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.retrieval.collection.CollectionRef;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Decides which collections are held in memory: those that ask for it, and of those of kind `auto` as many as fit
/// the limit, older ones first. One that is in does not go out for a tenth more.
@Component
class MemoryAdmission {

    /// Beside its code and its int8 values an item takes about this for its id, attributes and scales, in bytes.
    private static final int OVERHEAD = 100;
    private static final double TOLERANCE = 1.1;

    private final JdbcTemplate jdbc;
    private final IndexProperties properties;
    /// Ids of the `auto` collections that do not fit; null until the database was asked.
    private volatile @Nullable Set<Long> refused;

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
        Set<Long> known = refused;
        return known == null ? refresh() : known;
    }

    /// Decides anew.
    Set<Long> refresh() {
        var before = refused;
        var now = new HashSet<Long>();
        double[] taken = {0};
        jdbc.query("""
                SELECT id, index_kind, items * (dimension + dimension / 8 + %d) FROM retrieval.collection
                WHERE index_kind IN ('AUTO', 'MEMORY') ORDER BY index_kind = 'AUTO', id
                """.formatted(OVERHEAD), row -> {
            long id = row.getLong(1);
            long bytes = row.getLong(3);
            boolean was = before != null && !before.contains(id);
            boolean fits = taken[0] + bytes <= properties.memory() * (was ? TOLERANCE : 1);
            if (fits || IndexKind.valueOf(row.getString(2)) == IndexKind.MEMORY) {
                taken[0] += bytes;
            } else {
                now.add(id);
            }
        });
        Set<Long> decided = Set.copyOf(now);
        refused = decided;
        return decided;
    }
}
