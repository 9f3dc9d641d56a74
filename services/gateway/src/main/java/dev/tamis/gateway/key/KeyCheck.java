package dev.tamis.gateway.key;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Whether a key is good. Good keys are remembered for a short while, and longer while the database is away, so
/// that searches go on without it.
class KeyCheck {

    private static final Logger log = LoggerFactory.getLogger(KeyCheck.class);
    private static final Duration OUTAGE_RETRY = Duration.ofSeconds(5);

    private final Predicate<String> store;
    private final KeyProperties properties;
    private final InstantSource clock;
    private final Map<String, Known> good = new ConcurrentHashMap<>();

    /// @param store whether the hash is that of a good key; fails if the database is away
    KeyCheck(Predicate<String> store, KeyProperties properties, InstantSource clock) {
        this.store = store;
        this.properties = properties;
        this.clock = clock;
    }

    /// Says whether a key is good.
    ///
    /// @throws DataAccessException if the database is away and the key was not seen lately
    /// @throws TransactionException likewise
    boolean isGood(String key) {
        String hash = KeyText.hash(key);
        long now = clock.millis();
        Known known = good.get(hash);
        if (known != null && now < known.askAgain) {
            return true;
        }
        try {
            if (!store.test(hash)) {
                good.remove(hash);
                return false;
            }
            good.put(hash, new Known(now, now + properties.keyCache().toMillis()));
            return true;
        } catch (DataAccessException | TransactionException away) {
            if (known == null
                    || now - known.confirmed > properties.keyCacheOutage().toMillis()) {
                throw away;
            }
            log.warn("database unavailable, key accepted as before");
            good.put(hash, new Known(known.confirmed, now + OUTAGE_RETRY.toMillis()));
            return true;
        }
    }

    /// Instants in milliseconds since the epoch.
    private record Known(long confirmed, long askAgain) {}
}
