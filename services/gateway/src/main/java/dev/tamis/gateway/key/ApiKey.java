package dev.tamis.gateway.key;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/// A key that may call the public API, as it is kept: by its hash.
@Entity
@Table(name = "api_key")
class ApiKey implements Persistable<UUID> {

    @Id
    private UUID id;

    private String name;
    private String hash;
    private Instant createdAt;
    private @Nullable Instant revokedAt;

    /// For the persistence provider, which sets the fields.
    @SuppressWarnings("NullAway.Init")
    protected ApiKey() {}

    ApiKey(String name, String hash, Instant createdAt) {
        this.id = UUID.randomUUID();
        this.name = name;
        this.hash = hash;
        this.createdAt = createdAt;
    }

    @Override
    public UUID getId() {
        return id;
    }

    /// Keys are only ever inserted through their repository, or changed as they are.
    @Override
    public boolean isNew() {
        return true;
    }

    String name() {
        return name;
    }

    String hash() {
        return hash;
    }

    Instant createdAt() {
        return createdAt;
    }

    @Nullable
    Instant revokedAt() {
        return revokedAt;
    }

    void revoke(Instant when) {
        revokedAt = when;
    }

    void restore() {
        revokedAt = null;
    }
}
