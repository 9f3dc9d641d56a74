package dev.tamis.support.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.datasource.AbstractDataSource;

class PatientMigrationTest {

    private final PatientMigration migration = new PatientMigration(List.of());

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "57P01", "57P03"})
    void waitsForADatabaseThatIsAbsentOrStarting(String state) {
        migration.migrate(flyway(new SQLException("absent", state)));

        assertThat(migration.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        migration.destroy();
    }

    @Test
    void waitsWhereThePoolGaveUpBeforeItKnewWhy() {
        migration.migrate(flyway(new SQLTransientConnectionException("timed out")));

        assertThat(migration.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        migration.destroy();
    }

    @Test
    void doesNotStartWithAWrongPassword() {
        assertThatThrownBy(() -> migration.migrate(flyway(new SQLException("wrong password", "28P01"))))
                .hasMessageContaining("wrong password");
    }

    private static Flyway flyway(SQLException failure) {
        return Flyway.configure().dataSource(new Failing(failure)).load();
    }

    private static final class Failing extends AbstractDataSource {

        private final SQLException failure;

        Failing(SQLException failure) {
            this.failure = failure;
        }

        @Override
        public Connection getConnection() throws SQLException {
            throw failure;
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            throw failure;
        }
    }
}
