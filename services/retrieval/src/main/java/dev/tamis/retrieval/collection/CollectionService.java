package dev.tamis.retrieval.collection;

import dev.tamis.common.contract.collection.Attribute;
import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.collection.Collections;
import dev.tamis.common.contract.collection.CreateCollection;
import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.common.contract.collection.Language;
import dev.tamis.retrieval.problem.RetrievalRefusal.DuplicateCollection;
import dev.tamis.retrieval.problem.RetrievalRefusal.InvalidFields;
import dev.tamis.support.problem.RefusedException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// Creates, describes and deletes collections.
@Service
class CollectionService {

    private static final Logger log = LoggerFactory.getLogger(CollectionService.class);
    private static final int DROP_ATTEMPTS = 20;
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final CollectionRepository rows;
    private final CollectionCatalog catalog;
    private final AttributeCatalog attributes;
    private final CollectionWrites writes;
    private final Partitions partitions;
    private final IndexStates indexes;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;

    CollectionService(
            CollectionRepository rows,
            CollectionCatalog catalog,
            AttributeCatalog attributes,
            CollectionWrites writes,
            Partitions partitions,
            IndexStates indexes,
            TransactionOperations transactions,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.catalog = catalog;
        this.attributes = attributes;
        this.writes = writes;
        this.partitions = partitions;
        this.indexes = indexes;
        this.transactions = transactions;
        this.events = events;
    }

    /// Creates a collection together with the partition that holds its items.
    ///
    /// @throws RefusedException if the name is taken, or no dimension is given
    Collection create(CreateCollection create) {
        if (create.dimension() == null) {
            throw new RefusedException(InvalidFields.of(
                    "#/dimension",
                    create.model() == null
                            ? "must be given where there is no model: the number of floats in the vectors you will send"
                            : "must be given: the number of floats in a vector of model '" + create.model() + "'"));
        }
        var collection = new StoredCollection(
                create.name(),
                create.model(),
                create.dimension(),
                Objects.requireNonNullElse(create.language(), Language.ENGLISH),
                Objects.requireNonNullElse(create.index(), IndexKind.AUTO));
        try {
            transactions.executeWithoutResult(transaction -> {
                rows.saveAndFlush(collection);
                partitions.create(collection.ref());
            });
        } catch (DataIntegrityViolationException violated) {
            if (String.valueOf(violated.getMessage()).contains("collection_name_key")) {
                throw new RefusedException(new DuplicateCollection(create.name()));
            }
            throw violated;
        }
        log.atInfo().addKeyValue("collection", create.name()).log("collection created");
        return describe(collection);
    }

    /// All collections, by name.
    Collections all() {
        return new Collections(
                rows.findAllByOrderByName().stream().map(this::describe).toList());
    }

    /// Describes one collection.
    ///
    /// @throws RefusedException if it is unknown
    Collection get(String name) {
        return describe(catalog.stored(name));
    }

    /// Deletes a collection with all its items, which takes no longer the more it holds.
    ///
    /// @throws RefusedException if it is unknown
    void delete(String name) {
        CollectionRef collection = catalog.require(name);
        for (int attempt = 1; !dropped(collection, attempt); attempt++) {
            log.atDebug().addKeyValue("collection", name).log("collection in use, dropping it again");
        }
        events.publishEvent(new CollectionDeleted(collection));
        log.atInfo().addKeyValue("collection", name).log("collection deleted");
    }

    /// Searches that run and searches that come must not wait for each other by way of a waiting drop: so it gives
    /// up soon and tries again.
    private boolean dropped(CollectionRef collection, int attempt) {
        partitions.cancelBuild(collection);
        try {
            transactions.executeWithoutResult(transaction -> {
                writes.begin(collection);
                rows.deleteById(collection.id());
                rows.flush();
                partitions.drop(collection);
                writes.tellEnd(collection);
            });
            return true;
        } catch (DataAccessException failed) {
            if (attempt < DROP_ATTEMPTS
                    && failed.getMostSpecificCause() instanceof SQLException sql
                    && LOCK_NOT_AVAILABLE.equals(sql.getSQLState())) {
                return false;
            }
            throw failed;
        }
    }

    private Collection describe(StoredCollection stored) {
        CollectionRef ref = stored.ref();
        List<Attribute> known = attributes.of(ref).entrySet().stream()
                .map(entry -> new Attribute(entry.getKey(), entry.getValue()))
                .toList();
        return new Collection(
                ref.name(),
                ref.model(),
                ref.dimension(),
                ref.language(),
                ref.index(),
                indexes.of(ref),
                stored.items(),
                stored.itemsWithoutVector(),
                known,
                stored.createdAt());
    }
}
