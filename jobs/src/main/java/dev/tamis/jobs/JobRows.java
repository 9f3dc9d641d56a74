package dev.tamis.jobs;

import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.job.Job;
import dev.tamis.common.contract.job.JobState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads rows of jobs.
final class JobRows {

    private static final String UNATTENDED = "no worker that runs takes jobs of this kind; it waits until one does";

    private JobRows() {}

    /// Reads a row of what callers see.
    static Job job(ResultSet row, int number) throws SQLException {
        JobState state = state(row);
        Instant updated = row.getObject("updated_at", OffsetDateTime.class).toInstant();
        Pace pace = Pace.of(
                instant(row, "attempt_started_at"),
                updated,
                row.getLong("attempt_done"),
                row.getLong("done"),
                total(row));
        String result = row.getString("result");
        String error = row.getString("error");
        return new Job(
                id(row),
                row.getString("kind"),
                row.getString("collection"),
                Json.object(row.getString("parameters")),
                state,
                row.getBoolean("cancel_requested"),
                row.getLong("done"),
                total(row),
                row.getString("unit"),
                pace.rate(),
                state == JobState.RUNNING ? pace.secondsLeft() : null,
                Json.numbers(row.getString("metrics")),
                result == null ? null : Json.object(result),
                error == null ? null : Json.read(error, Problem.class),
                row.getBoolean("unattended") ? UNATTENDED : null,
                row.getInt("attempt"),
                row.getLong("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "started_at"),
                updated,
                instant(row, "finished_at"));
    }

    static Begun begun(ResultSet row, int number) throws SQLException {
        String parameters = row.getString("parameters");
        return new Begun(
                id(row),
                row.getString("collection"),
                Objects.requireNonNullElseGet(row.getString("input"), () -> parameters),
                row.getInt("attempt"),
                new Report(
                        0,
                        row.getLong("done"),
                        total(row),
                        Json.numbers(row.getString("metrics")),
                        row.getString("checkpoint")));
    }

    static JobState state(ResultSet row) throws SQLException {
        return JobState.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
    }

    /// The state as the database spells it.
    static String name(JobState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static UUID id(ResultSet row) throws SQLException {
        return row.getObject("id", UUID.class);
    }

    private static @Nullable Long total(ResultSet row) throws SQLException {
        return row.getObject("total", Long.class);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
