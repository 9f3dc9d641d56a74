package dev.tamis.jobs;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// What tests and the processes that they kill have in common.
final class Setup {

    private Setup() {}

    static HikariDataSource connect(String url, String user, String password) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername(user);
        pool.setPassword(password);
        pool.setMaximumPoolSize(10);
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(250);
        return pool;
    }

    static void migrate(DataSource database) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migrations/job")
                .schemas("job")
                .defaultSchema("job")
                .load()
                .migrate();
    }

    /// Two jobs at a time; dead after two seconds without a sign of life.
    static JobProperties properties() {
        return properties(2, Duration.ofMillis(500));
    }

    static JobProperties properties(int threads, Duration heartbeat) {
        return new JobProperties(
                threads,
                Duration.ofMillis(20),
                Duration.ofMillis(20),
                heartbeat,
                3,
                Duration.ofSeconds(2),
                Duration.ofDays(1));
    }
}
