package dev.tamis.jobs;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// A way to the database that can be cut.
final class Cable extends DelegatingDataSource {

    private volatile boolean cut;

    Cable(DataSource database) {
        super(database);
    }

    void cut() {
        cut = true;
    }

    void mend() {
        cut = false;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (cut) {
            throw new SQLTransientConnectionException("the cable is cut");
        }
        return super.getConnection();
    }
}
