package dev.tamis.retrieval.collection;

import dev.tamis.support.problem.RefusedException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// Adds a second vector space to a collection, has the two change places, and drops them.
@Service
public class Spaces {

    private static final Logger log = LoggerFactory.getLogger(Spaces.class);
    private static final int DROP_ATTEMPTS = 20;
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final CollectionRepository rows;
    private final CollectionCatalog catalog;
    private final CollectionWrites writes;
    private final Partitions partitions;
    private final AttributeCatalog attributes;
    private final TransactionOperations transactions;
    private final JdbcTemplate jdbc;

    Spaces(
            CollectionRepository rows,
            CollectionCatalog catalog,
            CollectionWrites writes,
            Partitions partitions,
            AttributeCatalog attributes,
            TransactionOperations transactions,
            JdbcTemplate jdbc) {
        this.rows = rows;
        this.catalog = catalog;
        this.writes = writes;
        this.partitions = partitions;
        this.attributes = attributes;
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /// Adds an empty space beside the live one, within a transaction that holds the collection's lock: what is
    /// written after it is written to both.
    public CollectionRef add(CollectionRef live, String model, int dimension) {
        CollectionRef other =
                create(new StoredCollection(live.name(), Role.OTHER, model, dimension, live.language(), live.index()));
        attributes.add(other, attributes.of(live));
        return other;
    }

    /// Has the two spaces change places, within a transaction that holds the collection's lock.
    public void swap(String name) {
        jdbc.update(
                "UPDATE retrieval.collection SET role = CASE role WHEN 'LIVE' THEN 'OTHER' ELSE 'LIVE' END WHERE name = ?",
                name);
    }

    /// Drops spaces of a collection with all their items, which takes no longer the more they hold.
    ///
    /// @param doomed those of the spaces there are that are to go
    /// @return what was dropped
    /// @throws RefusedException if the collection is unknown, or `doomed` refuses
    public List<CollectionRef> drop(String name, UnaryOperator<List<Space>> doomed) {
        for (int attempt = 1; ; attempt++) {
            try {
                return dropped(name, doomed);
            } catch (DataAccessException failed) {
                if (attempt == DROP_ATTEMPTS
                        || !(failed.getMostSpecificCause() instanceof SQLException sql)
                        || !LOCK_NOT_AVAILABLE.equals(sql.getSQLState())) {
                    throw failed;
                }
                log.atDebug().addKeyValue("collection", name).log("collection in use, dropping it again");
            }
        }
    }

    /// Within a transaction.
    CollectionRef create(StoredCollection collection) {
        CollectionRef created = rows.saveAndFlush(collection).ref();
        partitions.create(created);
        return created;
    }

    /// Searches that run and searches that come must not wait for each other by way of a waiting drop: so it gives
    /// up soon.
    private List<CollectionRef> dropped(String name, UnaryOperator<List<Space>> doomed) {
        doomed.apply(catalog.spaces(name)).forEach(space -> partitions.cancelBuild(space.collection()));
        return Objects.requireNonNull(transactions.execute(transaction -> {
            List<CollectionRef> dropping = doomed.apply(writes.hold(name)).stream()
                    .map(Space::collection)
                    .toList();
            for (CollectionRef each : dropping) {
                rows.deleteById(each.id());
                rows.flush();
                partitions.drop(each);
                writes.tellEnd(each);
            }
            return dropping;
        }));
    }
}
