package dev.tamis.gateway.key;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// Sees to it that a new installation has a key: the one configured, or one made and printed once. If the database
/// is not there yet, as soon as it is.
@Component
class FirstKey implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(FirstKey.class);
    private static final long PAUSE_MILLIS = 500;

    private final ApiKeys keys;
    private final TransactionTemplate transactions;
    private final @Nullable String configured;
    private final CountDownLatch stop = new CountDownLatch(1);

    FirstKey(ApiKeys keys, PlatformTransactionManager transactions, KeyProperties properties) {
        this.keys = keys;
        this.transactions = new TransactionTemplate(transactions);
        String adminKey = properties.adminKey();
        this.configured = adminKey == null || adminKey.isEmpty() ? null : adminKey;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        if (!tried()) {
            Thread.ofVirtual().name("first-key").start(this::keepTrying);
        }
    }

    private void keepTrying() {
        try {
            while (!stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                if (tried()) {
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean tried() {
        try {
            if (configured == null) {
                makeIfNone().ifPresent(FirstKey::print);
            } else {
                ensure(configured);
            }
            return true;
        } catch (DataAccessException | TransactionException absent) {
            log.atDebug().setCause(absent).log("no database yet to keep a key in");
            return false;
        }
    }

    /// Makes a key if there was never one. Of two gateways that start at once, one makes it.
    ///
    /// @return the key, if it was made
    Optional<String> makeIfNone() {
        return Optional.ofNullable(transactions.execute(status -> {
            keys.lock();
            if (keys.count() > 0) {
                return null;
            }
            String made = KeyText.random();
            keys.save(new ApiKey("admin", KeyText.hash(made), Instant.now()));
            return made;
        }));
    }

    /// Makes a given key good, whatever it was before.
    void ensure(String key) {
        String hash = KeyText.hash(key);
        transactions.executeWithoutResult(status -> {
            keys.lock();
            keys.findByHash(hash)
                    .ifPresentOrElse(
                            ApiKey::restore, () -> keys.save(new ApiKey("admin (configured)", hash, Instant.now())));
        });
    }

    /// To standard output and not to the log, which is kept and collected.
    private static void print(String key) {
        String line = "=".repeat(78);
        System.out.printf(
                "%n%s%n  Your admin API key, shown this once and kept nowhere:%n%n      %s%n%n"
                        + "  Send it as 'Authorization: Bearer KEY' or 'X-API-Key: KEY'.%n%s%n%n",
                line, key, line);
    }

    @Override
    public void destroy() {
        stop.countDown();
    }
}
