package dev.tamis.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.job.Job;
import dev.tamis.common.contract.job.JobState;
import dev.tamis.testkit.Eventually;
import dev.tamis.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A queue in a real database. Every test has kinds of its own; its workers are closed after it.
abstract class JobsHarness {

    static final TestDatabase SERVER = TestDatabase.create();
    static final DataSource DATABASE = Setup.connect(SERVER.url(), SERVER.user(), SERVER.password());

    final JobQueue queue = new JobQueue(DATABASE);
    final JdbcClient jdbc = JdbcClient.create(DATABASE);

    private final List<JobWorker> workers = new ArrayList<>();

    static {
        Setup.migrate(DATABASE);
    }

    JobWorker start(JobHandler<?>... handlers) {
        return start(DATABASE, Setup.properties(), handlers);
    }

    JobWorker start(DataSource database, JobProperties properties, JobHandler<?>... handlers) {
        var worker = new JobWorker(database, List.of(handlers), properties);
        workers.add(worker);
        worker.start();
        return worker;
    }

    @AfterEach
    void closeWorkers() {
        workers.forEach(JobWorker::close);
    }

    Job submit(JobHandler<?> handler) {
        return queue.submit(handler, "books", Map.of());
    }

    Job job(UUID id) {
        return queue.find(id).orElseThrow();
    }

    Job awaits(UUID id, JobState state) {
        Eventually.holds(() -> assertThat(job(id).state()).isEqualTo(state));
        return job(id);
    }

    /// How many executions of a kind are left in the queue.
    int executions(String kind) {
        return jdbc.sql("SELECT count(*) FROM job.execution WHERE task_name = :kind")
                .param("kind", kind)
                .query(Integer.class)
                .single();
    }
}
