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
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// Creates, describes and deletes collections.
@Service
class CollectionService {

    private static final Logger log = LoggerFactory.getLogger(CollectionService.class);

    private final CollectionRepository rows;
    private final CollectionCatalog catalog;
    private final AttributeCatalog attributes;
    private final Spaces spaces;
    private final IndexStates indexes;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;

    CollectionService(
            CollectionRepository rows,
            CollectionCatalog catalog,
            AttributeCatalog attributes,
            Spaces spaces,
            IndexStates indexes,
            TransactionOperations transactions,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.catalog = catalog;
        this.attributes = attributes;
        this.spaces = spaces;
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
                Role.LIVE,
                create.model(),
                create.dimension(),
                Objects.requireNonNullElse(create.language(), Language.ENGLISH),
                Objects.requireNonNullElse(create.index(), IndexKind.AUTO));
        try {
            transactions.executeWithoutResult(transaction -> spaces.create(collection));
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
    ///
    /// @param others whether to list spaces that are not live too, each after the live one
    Collections all(boolean others) {
        return new Collections(rows.findAllByOrderByNameAscRoleAsc().stream()
                .filter(stored -> others || stored.isLive())
                .map(this::describe)
                .toList());
    }

    /// Describes one collection.
    ///
    /// @throws RefusedException if it is unknown
    Collection get(String name) {
        return describe(catalog.stored(name));
    }

    /// Deletes a collection with all its items in all its spaces.
    ///
    /// @throws RefusedException if it is unknown
    void delete(String name) {
        List<CollectionRef> deleted = spaces.drop(name, all -> all);
        deleted.forEach(each -> events.publishEvent(new CollectionDeleted(each)));
        log.atInfo().addKeyValue("collection", name).log("collection deleted");
    }

    private Collection describe(StoredCollection stored) {
        CollectionRef ref = stored.ref();
        List<Attribute> known = attributes.of(ref).entrySet().stream()
                .map(entry -> new Attribute(entry.getKey(), entry.getValue()))
                .toList();
        return new Collection(
                stored.address(),
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
