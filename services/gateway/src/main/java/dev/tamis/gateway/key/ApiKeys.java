package dev.tamis.gateway.key;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;

/// The keys there are.
interface ApiKeys extends Repository<ApiKey, UUID> {

    ApiKey save(ApiKey key);

    long count();

    Optional<ApiKey> findByHash(String hash);

    boolean existsByHashAndRevokedAtIsNull(String hash);

    /// Makes every other gateway that wants to add a key wait until this transaction ends.
    @Modifying
    @NativeQuery("lock table api_key in share row exclusive mode")
    void lock();
}
