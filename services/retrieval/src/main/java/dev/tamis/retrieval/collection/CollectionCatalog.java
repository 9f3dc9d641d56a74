package dev.tamis.retrieval.collection;

import dev.tamis.retrieval.problem.RetrievalRefusal.UnknownCollection;
import dev.tamis.support.problem.RefusedException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;

/// Finds collections. Nothing is cached: another replica may create or delete one at any time.
@Service
public class CollectionCatalog {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    private static final String UNDEFINED_TABLE = "42P01";

    private final CollectionRepository rows;

    CollectionCatalog(CollectionRepository rows) {
        this.rows = rows;
    }

    /// The collection of a name.
    ///
    /// @throws RefusedException if there is none
    public CollectionRef require(String name) {
        return stored(name).ref();
    }

    /// How much a collection holds.
    ///
    /// @throws RefusedException if it is gone
    public CollectionSize size(CollectionRef collection) {
        return rows.findById(collection.id()).map(StoredCollection::size).orElseThrow(() -> unknown(collection.name()));
    }

    /// All collections, by name.
    public List<CollectionRef> all() {
        return rows.findAllByOrderByName().stream().map(StoredCollection::ref).toList();
    }

    /// What to throw where a collection turns out to be gone.
    public RefusedException unknown(String name) {
        List<String> known = all().stream().map(CollectionRef::name).toList();
        return new RefusedException(new UnknownCollection(name, known));
    }

    /// Does what reads a collection's partition. Should the collection be deleted before it comes to that, the
    /// database knows no such table: that is told as a collection that is not there.
    ///
    /// @throws RefusedException in that case
    public <T> T whileThere(CollectionRef collection, Supplier<T> read) {
        try {
            return read.get();
        } catch (DataAccessException failed) {
            if (failed.getMostSpecificCause() instanceof SQLException sql
                    && UNDEFINED_TABLE.equals(sql.getSQLState())
                    && !rows.existsById(collection.id())) {
                throw unknown(collection.name());
            }
            throw failed;
        }
    }

    StoredCollection stored(String name) {
        // A name that none can have is not worth asking for; PostgreSQL would choke on some.
        Optional<StoredCollection> found = NAME.matcher(name).matches() ? rows.findByName(name) : Optional.empty();
        return found.orElseThrow(() -> unknown(name));
    }
}
