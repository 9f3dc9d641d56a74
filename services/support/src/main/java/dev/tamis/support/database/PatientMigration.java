package dev.tamis.support.database;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Migrates the service's schema and those of its libraries at start, and if the database is not there yet, as soon
/// as it is: the service starts meanwhile, answers that the database is unavailable, and is not ready.
final class PatientMigration implements FlywayMigrationStrategy, HealthIndicator, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(PatientMigration.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<LibrarySchema> libraries;
    private volatile boolean done;

    PatientMigration(List<LibrarySchema> libraries) {
        this.libraries = List.copyOf(libraries);
    }

    @Override
    public void migrate(Flyway flyway) {
        if (!tried(flyway)) {
            log.atWarn().addKeyValue("retrySeconds", PAUSE.toSeconds()).log("database absent at start, waiting for it");
            Thread.ofVirtual().name("migration").start(() -> keepTrying(flyway));
        }
    }

    private void keepTrying(Flyway flyway) {
        String lastFailure = "";
        try {
            while (!stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    if (tried(flyway)) {
                        log.info("database is there, schema migrated");
                        return;
                    }
                } catch (RuntimeException broken) {
                    // Not given up: whoever mends the database should not have to know who else needs a restart.
                    String failure = String.valueOf(broken.getMessage());
                    if (!failure.equals(lastFailure)) {
                        log.atError()
                                .setCause(broken)
                                .log("migration failed, the service stays unready until it works");
                    }
                    lastFailure = failure;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return whether the schema is migrated; a failure that is not the database's absence is thrown
    private boolean tried(Flyway flyway) {
        try {
            flyway.migrate();
            libraries.forEach(library -> library.flyway(flyway).migrate());
            done = true;
            return true;
        } catch (RuntimeException failed) {
            if (DatabaseAbsence.isCauseOf(failed)) {
                return false;
            }
            throw failed;
        }
    }

    @Override
    public Health health() {
        return done
                ? Health.up().build()
                : Health.outOfService().withDetail("migration", "pending").build();
    }

    @Override
    public void destroy() {
        stop.countDown();
    }
}
