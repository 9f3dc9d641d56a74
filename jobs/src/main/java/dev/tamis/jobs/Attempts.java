package dev.tamis.jobs;

import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.job.JobState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// What workers write of jobs. An attempt that is no longer the last is refused everything.
final class Attempts {

    /// What a worker hears back.
    enum Heard {
        GO_ON,
        CANCEL,
        LOST
    }

    private static final String ABANDONED = Json.text(new Problem(
            Problem.urn("job-abandoned"),
            "Job abandoned",
            500,
            "every worker that began this job died before its next checkpoint, so it is not begun again; look into"
                    + " their logs, memory first",
            null,
            null));

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    Attempts(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /// Fails unless the tables are there.
    void probe() {
        jdbc.sql("SELECT picked FROM job.execution LIMIT 0")
                .query(Boolean.class)
                .list();
    }

    /// Says that a worker that takes these kinds is alive, and counts as alive for so long if it says no more.
    void announce(Collection<String> kinds, Duration life) {
        for (String kind : kinds) {
            jdbc.sql("""
                            INSERT INTO job.worker AS known (kind, alive_until)
                            VALUES (:kind, now() + make_interval(secs => :seconds))
                            ON CONFLICT (kind) DO UPDATE
                            SET alive_until = greatest(known.alive_until, excluded.alive_until)""")
                    .param("kind", kind)
                    .param("seconds", life.toMillis() / 1e3)
                    .update();
        }
    }

    /// Begins an attempt.
    ///
    /// @param execution version of the execution that was picked: whoever was paused since then, and thus given up
    ///     for dead, is not to begin what another has
    /// @param mostDeaths after so many dead workers the job is failed instead
    Start begin(String kind, UUID id, long execution, int mostDeaths) {
        return Objects.requireNonNull(transactions.execute(status -> {
            boolean mine = jdbc.sql("""
                            SELECT 1 FROM job.execution
                            WHERE task_name = :kind AND task_instance = :id AND version = :version AND picked
                            FOR UPDATE""")
                    .param("kind", kind)
                    .param("id", id.toString())
                    .param("version", execution)
                    .query(Integer.class)
                    .optional()
                    .isPresent();
            return mine ? begin(id, mostDeaths) : new Start.Elsewhere();
        }));
    }

    private Start begin(UUID id, int mostDeaths) {
        Optional<Before> found = jdbc.sql("SELECT * FROM job.job WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query(Before::of)
                .optional();
        if (found.isEmpty() || found.get().state.isFinished()) {
            return new Start.Over();
        }
        Before before = found.get();
        int deaths = before.deaths + (before.state == JobState.RUNNING ? 1 : 0);
        if (before.cancelRequested || deaths >= mostDeaths) {
            finish(id, before.cancelRequested ? null : ABANDONED);
            return new Start.Over();
        }
        return new Start.Go(jdbc.sql("""
                        UPDATE job.job
                        SET state = 'running', attempt = attempt + 1, attempt_started_at = now(), attempt_done = done,
                            deaths = :deaths, started_at = coalesce(started_at, now()),
                            updated_at = now(), version = version + 1
                        WHERE id = :id
                        RETURNING *""")
                .param("deaths", deaths)
                .param("id", id)
                .query(JobRows::begun)
                .single());
    }

    /// @param error null if it is cancelled
    private void finish(UUID id, @Nullable String error) {
        jdbc.sql("""
                        UPDATE job.job
                        SET state = :state, error = CAST(:error AS json),
                            finished_at = now(), updated_at = now(), version = version + 1
                        WHERE id = :id""")
                .param("state", JobRows.name(error == null ? JobState.CANCELLED : JobState.FAILED))
                .param("error", error)
                .param("id", id)
                .update();
    }

    /// Asks how the attempt stands.
    Heard listen(UUID id, int attempt) {
        return heard(mine("SELECT cancel_requested FROM job.job", "", id, attempt));
    }

    /// Writes down what the handler told.
    Heard write(UUID id, int attempt, Report report) {
        return heard(told(mine("""
                        UPDATE job.job
                        SET done = :done, total = :total, metrics = CAST(:metrics AS json),
                            deaths = CASE WHEN checkpoint::text IS DISTINCT FROM :checkpoint THEN 0 ELSE deaths END,
                            checkpoint = CAST(:checkpoint AS json), updated_at = now(), version = version + 1""", "RETURNING cancel_requested", id, attempt), report));
    }

    /// Ends the attempt, and the job unless it is put back.
    ///
    /// @param state finished, or [JobState#QUEUED] to put it back
    /// @param page HTML; null leaves what there is
    /// @return whether the attempt was still the last
    boolean end(
            UUID id,
            int attempt,
            JobState state,
            Report last,
            @Nullable String page,
            @Nullable String result,
            @Nullable String error) {
        return told(mine("""
                                        UPDATE job.job
                                        SET state = :state, done = :done, total = :total,
                                            metrics = CAST(:metrics AS json), checkpoint = CAST(:checkpoint AS json),
                                            result = CAST(:result AS json), error = CAST(:error AS json), deaths = 0,
                                            page = coalesce(:page, page),
                                            finished_at = CASE :state WHEN 'queued' THEN NULL ELSE now() END,
                                            updated_at = now(), version = version + 1""", "", id, attempt), last)
                        .param("state", JobRows.name(state))
                        .param("page", page)
                        .param("result", result)
                        .param("error", error)
                        .update()
                == 1;
    }

    /// Removes jobs that finished longer ago.
    int purge(Duration keep) {
        return jdbc.sql("DELETE FROM job.job WHERE finished_at < now() - make_interval(secs => :seconds)")
                .param("seconds", keep.toMillis() / 1e3)
                .update();
    }

    private StatementSpec mine(String what, String returning, UUID id, int attempt) {
        return jdbc.sql(what + " WHERE id = :id AND attempt = :attempt AND state = 'running' " + returning)
                .param("id", id)
                .param("attempt", attempt);
    }

    private static StatementSpec told(StatementSpec statement, Report report) {
        return statement
                .param("done", report.done())
                .param("total", report.total())
                .param("metrics", Json.text(report.metrics()))
                .param("checkpoint", report.checkpoint());
    }

    private static Heard heard(StatementSpec asked) {
        return asked.query(Boolean.class)
                .optional()
                .map(cancel -> cancel ? Heard.CANCEL : Heard.GO_ON)
                .orElse(Heard.LOST);
    }

    /// A job before an attempt begins.
    private record Before(JobState state, boolean cancelRequested, int deaths) {

        static Before of(ResultSet row, int number) throws SQLException {
            return new Before(JobRows.state(row), row.getBoolean("cancel_requested"), row.getInt("deaths"));
        }
    }
}
