package dev.tamis.jobs;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.tamis.common.contract.job.Job;
import dev.tamis.common.contract.job.JobState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The jobs there are, in the schema `job` of a database. Methods throw a
/// [org.springframework.dao.DataAccessException] or a [org.springframework.transaction.TransactionException] while
/// the database is away.
public final class JobQueue {

    /// The table of db-scheduler, which says who may run what; ours says what callers see.
    static final String EXECUTIONS = "job.execution";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final SchedulerClient executions;

    public JobQueue(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.executions = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                .tableName(EXECUTIONS)
                .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
                .build();
    }

    /// Adds a job, behind those that wait already. Long parameters go to its handler alone; callers see how long.
    public Job submit(JobKind<?> kind, String collection, Map<String, Object> parameters) {
        UUID id = UUID.randomUUID();
        Map<String, Object> shown = ShownParameters.of(parameters);
        return Objects.requireNonNull(transactions.execute(status -> {
            jdbc.sql("""
                            INSERT INTO job.job (id, kind, collection, parameters, input, unit)
                            VALUES (:id, :kind, :collection, CAST(:shown AS json), CAST(:input AS json), :unit)""")
                    .param("id", id)
                    .param("kind", kind.kind())
                    .param("collection", collection)
                    .param("shown", Json.text(shown))
                    .param("input", shown.equals(parameters) ? null : Json.text(parameters))
                    .param("unit", kind.unit())
                    .update();
            executions.scheduleIfNotExists(new TaskInstance<>(kind.kind(), id.toString()), Instant.now());
            return find(id).orElseThrow();
        }));
    }

    /// The HTML that its handler wrote about a job; empty if it wrote none.
    public Optional<String> page(UUID id) {
        return jdbc.sql("SELECT page FROM job.job WHERE id = :id AND page IS NOT NULL")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    public Optional<Job> find(UUID id) {
        return find(List.of(id)).stream().findFirst();
    }

    /// Those of some jobs that there are, in any order.
    public List<Job> find(Collection<UUID> ids) {
        return jdbc.sql("SELECT * FROM job.shown_job WHERE id IN (:ids)")
                .param("ids", ids)
                .query(JobRows::job)
                .list();
    }

    /// Jobs, the newest first.
    ///
    /// @param collection only jobs of this collection; null for all, as with the next two
    /// @param limit how many at most
    public List<Job> list(@Nullable String collection, @Nullable String kind, @Nullable JobState state, int limit) {
        return jdbc.sql("""
                        SELECT * FROM job.shown_job
                        WHERE (CAST(:collection AS text) IS NULL OR collection = :collection)
                          AND (CAST(:kind AS text) IS NULL OR kind = :kind)
                          AND (CAST(:state AS text) IS NULL OR state = :state)
                        ORDER BY created_at DESC, id LIMIT :limit""")
                .param("collection", collection)
                .param("kind", kind)
                .param("state", state == null ? null : JobRows.name(state))
                .param("limit", limit)
                .query(JobRows::job)
                .list();
    }

    /// Ends a job that waits, and asks the worker of one that runs to end it. A finished job stays as it is.
    ///
    /// @return the job after that; empty if there is none
    public Optional<Job> cancel(UUID id) {
        jdbc.sql("""
                        UPDATE job.job
                        SET cancel_requested = true,
                            state = CASE state WHEN 'queued' THEN 'cancelled' ELSE state END,
                            finished_at = CASE state WHEN 'queued' THEN now() END,
                            updated_at = now(), version = version + 1
                        WHERE id = :id AND (state = 'queued' OR state = 'running' AND NOT cancel_requested)""").param("id", id).update();
        return find(id);
    }
}
