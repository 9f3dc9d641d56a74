package dev.tamis.retrieval.collection;

import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.common.contract.collection.Language;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// A row of `collection`. Its counters are kept in SQL by [CollectionWrites]; here they are only read.
@Entity
@Table(name = "collection", schema = "retrieval")
class StoredCollection {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name;

    @Enumerated(EnumType.STRING)
    private Role role;

    private @Nullable String model;
    private int dimension;

    @Enumerated(EnumType.STRING)
    private Language language;

    @Enumerated(EnumType.STRING)
    @Column(name = "index_kind")
    private IndexKind index;

    @Column(insertable = false, updatable = false)
    private long items;

    @Column(name = "items_without_vector", insertable = false, updatable = false)
    private long itemsWithoutVector;

    @Column(name = "last_change", insertable = false, updatable = false)
    private long lastChange;

    @Column(name = "created_at")
    private Instant createdAt;

    /// For Hibernate, which sets the fields itself.
    @SuppressWarnings("NullAway.Init")
    protected StoredCollection() {}

    StoredCollection(
            String name, Role role, @Nullable String model, int dimension, Language language, IndexKind index) {
        this.name = name;
        this.role = role;
        this.model = model;
        this.dimension = dimension;
        this.language = language;
        this.index = index;
        this.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    CollectionRef ref() {
        if (id == null) {
            throw new IllegalStateException("collection '" + name + "' is not stored yet");
        }
        return new CollectionRef(id, name, model, dimension, language, index, createdAt);
    }

    /// What services call it among themselves.
    String address() {
        return role == Role.LIVE ? name : name + CollectionCatalog.OTHER;
    }

    boolean isLive() {
        return role == Role.LIVE;
    }

    Space space() {
        return new Space(ref(), isLive(), size());
    }

    long items() {
        return items;
    }

    long itemsWithoutVector() {
        return itemsWithoutVector;
    }

    CollectionSize size() {
        return new CollectionSize(items, itemsWithoutVector, lastChange);
    }

    Instant createdAt() {
        return createdAt;
    }
}
