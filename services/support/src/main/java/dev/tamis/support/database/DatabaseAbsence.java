package dev.tamis.support.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/// Tells the failures that mean the database could not be reached, so that asking again later may help.
public final class DatabaseAbsence {

    private DatabaseAbsence() {}

    /// Whether an absent database is somewhere among the causes of a failure.
    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String name = cause.getClass().getName();
            if (cause instanceof SQLTransientConnectionException
                    || cause instanceof SQLNonTransientConnectionException
                    || (cause instanceof SQLException sql && isAbsence(sql.getSQLState()))
                    || name.endsWith(".CannotGetJdbcConnectionException")
                    || name.endsWith(".JDBCConnectionException")) {
                return true;
            }
        }
        return false;
    }

    /// SQL states of class 08 (connection) and 57P (the server shuts down or starts), and relations that the
    /// first migration has yet to make (42P01, 3F000).
    private static boolean isAbsence(@Nullable String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("57P")
                        || state.equals("42P01")
                        || state.equals("3F000"));
    }
}
