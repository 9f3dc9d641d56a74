package dev.tamis.retrieval.collection;

import dev.tamis.retrieval.problem.RetrievalRefusal.UnknownCollection;
import dev.tamis.support.problem.RefusedException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;

/// Finds collections. Nothing is cached: another replica may create or delete one at any time.
@Service
public class CollectionCatalog {

    /// Added to the name of a collection, it names the space that is not live.
    public static final String OTHER = "~other";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    private static final String UNDEFINED_TABLE = "42P01";

    private final CollectionRepository rows;

    CollectionCatalog(CollectionRepository rows) {
        this.rows = rows;
    }

    /// The collection of a name: its live space, or the other one if that is named.
    ///
    /// @throws RefusedException if there is none
    public CollectionRef require(String name) {
        return stored(name).ref();
    }

    /// The spaces of a collection as they are at one time, the live one first.
    ///
    /// @throws RefusedException if it is unknown
    public List<Space> spaces(String name) {
        // A name that none can have is not worth asking for; PostgreSQL would choke on some.
        List<StoredCollection> found = NAME.matcher(name).matches() ? rows.findByNameOrderByRole(name) : List.of();
        if (found.isEmpty()) {
            throw unknown(name);
        }
        return found.stream().map(StoredCollection::space).toList();
    }

    /// How much a collection holds.
    ///
    /// @throws RefusedException if it is gone
    public CollectionSize size(CollectionRef collection) {
        return rows.findById(collection.id()).map(StoredCollection::size).orElseThrow(() -> unknown(collection.name()));
    }

    /// All collections with all their spaces, by name.
    public List<CollectionRef> all() {
        return rows.findAllByOrderByNameAscRoleAsc().stream()
                .map(StoredCollection::ref)
                .toList();
    }

    /// What to throw where a collection turns out to be gone.
    public RefusedException unknown(String name) {
        List<String> known = all().stream().map(CollectionRef::name).distinct().toList();
        return new RefusedException(new UnknownCollection(name, known));
    }

    /// Does something in the collection of a name. Should its space be dropped before it comes to that, because
    /// another one has taken its place, it is done there.
    ///
    /// @throws RefusedException if the collection is unknown, or gone
    public <T> T in(String name, Function<CollectionRef, T> work) {
        CollectionRef collection = require(name);
        try {
            return whileThere(collection, () -> work.apply(collection));
        } catch (RefusedException refused) {
            CollectionRef now = refused.refusal() instanceof UnknownCollection ? require(name) : collection;
            if (now.id() == collection.id()) {
                throw refused;
            }
            return whileThere(now, () -> work.apply(now));
        }
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
        boolean isOther = name.endsWith(OTHER);
        String plain = isOther ? name.substring(0, name.length() - OTHER.length()) : name;
        Optional<StoredCollection> found = NAME.matcher(plain).matches()
                ? rows.findByNameAndRole(plain, isOther ? Role.OTHER : Role.LIVE)
                : Optional.empty();
        return found.orElseThrow(() -> unknown(name));
    }
}
