package dev.tamis.retrieval.collection;

import java.util.Comparator;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// What every transaction that writes to a collection's items does first and last.
///
/// Writers of one collection follow each other: each takes the collection's lock before it takes change numbers and
/// holds it until its commit. So the order of change numbers is the order of commits, and whoever follows the
/// changes misses none. Where a collection has two spaces, both are written to in that transaction, the one that
/// was asked for first: whoever sees the change that was answered, in whichever space, sees what was written.
@Repository
public class CollectionWrites {

    /// Where commits are told of, as `<collection id> <number of the last change>`.
    public static final String CHANNEL = "tamis_retrieval_change";

    /// Sets our locks apart from those of other services in the same database.
    private static final int LOCKS = 0x7A11;

    private final JdbcTemplate jdbc;
    private final CollectionCatalog catalog;

    CollectionWrites(JdbcTemplate jdbc, CollectionCatalog catalog) {
        this.jdbc = jdbc;
        this.catalog = catalog;
    }

    /// Waits for the collection's lock and holds it until the transaction ends.
    ///
    /// @return its spaces, the live one first
    /// @throws dev.tamis.support.problem.RefusedException if there is no collection of that name
    public List<Space> hold(String name) {
        // One lock for all spaces of a collection, so that no two writers wait for each other.
        jdbc.query("SELECT pg_advisory_xact_lock(?, hashtext(?))", row -> {}, LOCKS, name);
        return catalog.spaces(name);
    }

    /// The same, before writing to items.
    ///
    /// @return the spaces that the items are to be written to, the given one first. It need not be the live one:
    ///     they may have changed places since it was looked up
    /// @throws dev.tamis.support.problem.RefusedException if the given one was dropped meanwhile
    public List<CollectionRef> begin(CollectionRef collection) {
        List<CollectionRef> spaces = hold(collection.name()).stream()
                .map(Space::collection)
                .sorted(Comparator.comparing(space -> space.id() != collection.id()))
                .toList();
        if (spaces.getFirst().id() != collection.id()) {
            throw catalog.unknown(collection.name());
        }
        return spaces;
    }

    /// Adds to the collection's counters, and has the followers told of the changes at the commit.
    ///
    /// @param items how many more items it holds, negative if fewer
    /// @param withoutVector how many more of them have no vector
    /// @return number of the last change to the collection
    public long end(CollectionRef collection, long items, long withoutVector) {
        Long change = jdbc.queryForObject(
                """
                WITH changed AS (
                    UPDATE retrieval.collection SET
                        items = items + ?,
                        items_without_vector = items_without_vector + ?,
                        last_change = coalesce((SELECT max(change) FROM %s), 0),
                        changed_at = now()
                    WHERE id = ?
                    RETURNING id, last_change),
                told AS MATERIALIZED (
                    SELECT last_change, pg_notify('%s', id || ' ' || last_change) FROM changed)
                SELECT last_change FROM told
                """.formatted(collection.partition(), CHANNEL), Long.class, items, withoutVector, collection.id());
        return change == null ? 0 : change;
    }

    /// Tells the followers that the collection is gone, once the transaction is committed.
    void tellEnd(CollectionRef collection) {
        jdbc.query("SELECT pg_notify(?, ?)", row -> {}, CHANNEL, collection.id() + " " + Long.MAX_VALUE);
    }
}
