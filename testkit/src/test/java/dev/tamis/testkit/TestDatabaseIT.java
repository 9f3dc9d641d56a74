package dev.tamis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestDatabaseIT {

    @Test
    void eachTestGetsADatabaseOfItsOwnWithPgvectorAtHand() throws SQLException {
        TestDatabase mine = TestDatabase.create();
        TestDatabase other = TestDatabase.create();

        execute(mine, "CREATE EXTENSION vector");
        execute(mine, "CREATE TABLE only_mine (v halfvec(2))");

        execute(mine, "SELECT * FROM only_mine ORDER BY v <=> '[1,2]'");
        assertThatThrownBy(() -> execute(other, "SELECT * FROM only_mine")).hasMessageContaining("only_mine");
    }

    @Test
    void aStoppedServerIsGoneAndComesBackOnItsPortWithItsData() throws SQLException {
        try (var postgres = new StoppablePostgres()) {
            var database = new TestDatabase(postgres.url(), postgres.user(), postgres.password());
            postgres.start();
            execute(database, "CREATE TABLE kept (id int)");

            postgres.stop();
            assertThatThrownBy(() -> execute(database, "SELECT 1")).isInstanceOf(SQLException.class);

            postgres.start();
            execute(database, "SELECT * FROM kept");
            assertThat(database.url()).isEqualTo(postgres.url());
        }
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
