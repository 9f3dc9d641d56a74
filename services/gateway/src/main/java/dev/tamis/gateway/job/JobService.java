package dev.tamis.gateway.job;

import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.common.contract.job.CreateJob;
import dev.tamis.common.contract.job.Job;
import dev.tamis.common.contract.job.JobState;
import dev.tamis.gateway.collection.CollectionNames;
import dev.tamis.gateway.problem.GatewayRefusal.FinishedJob;
import dev.tamis.gateway.problem.GatewayRefusal.InvalidFields;
import dev.tamis.gateway.problem.GatewayRefusal.NoReport;
import dev.tamis.gateway.problem.GatewayRefusal.UnknownJob;
import dev.tamis.jobs.JobKind;
import dev.tamis.jobs.JobQueue;
import dev.tamis.jobs.JobWorker;
import dev.tamis.support.problem.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Takes jobs in and tells of them. Methods throw a [RefusedException] for what there is not.
@Service
class JobService {

    private final JobQueue queue;
    private final JobWorker worker;
    private final JobParameters parameters;
    private final Map<String, JobKind<?>> kinds = new TreeMap<>();

    JobService(JobQueue queue, JobWorker worker, JobParameters parameters, List<JobKind<?>> kinds) {
        this.queue = queue;
        this.worker = worker;
        this.parameters = parameters;
        kinds.forEach(kind -> this.kinds.put(kind.kind(), kind));
    }

    /// Queues a job that can succeed as far as can be told now.
    Job submit(CreateJob request) {
        JobKind<?> kind = kinds.get(request.kind());
        if (kind == null) {
            throw new RefusedException(new InvalidFields(
                    "#/kind",
                    "is no kind of job: '%s'; there are %s"
                            .formatted(request.kind(), String.join(", ", kinds.keySet()))));
        }
        CollectionNames.requirePublic(request.collection());
        Map<String, Object> given = Objects.requireNonNullElse(request.parameters(), Map.of());
        check(kind, request.collection(), given);
        Job job = queue.submit(kind, request.collection(), given);
        worker.wake();
        return job;
    }

    private <P> void check(JobKind<P> kind, String collection, Map<String, Object> given) {
        kind.check(collection, parameters.read(given, kind.parameters()));
    }

    List<Job> list(@Nullable String collection, @Nullable String kind, @Nullable String state, int limit) {
        return queue.list(collection, kind, state == null ? null : state(state), limit);
    }

    private static JobState state(String text) {
        for (JobState state : JobState.values()) {
            if (state.name().equalsIgnoreCase(text)) {
                return state;
            }
        }
        throw new RefusedException(new InvalidFields(List.of(new FieldError(
                "#/state", "is '%s'; it takes queued, running, succeeded, failed or cancelled".formatted(text)))));
    }

    /// The page that its handler wrote about a job.
    String report(String id) {
        return queue.page(get(id).id()).orElseThrow(() -> new RefusedException(new NoReport(id)));
    }

    Job get(String id) {
        return queue.find(parsed(id)).orElseThrow(() -> unknown(id));
    }

    /// Ends a job that waits, and has one that runs ended.
    Job cancel(String id) {
        Job job = queue.cancel(parsed(id)).orElseThrow(() -> unknown(id));
        if (job.state() == JobState.SUCCEEDED || job.state() == JobState.FAILED) {
            throw new RefusedException(new FinishedJob(id, job.state()));
        }
        return job;
    }

    private static UUID parsed(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException noId) {
            throw unknown(id);
        }
    }

    private static RefusedException unknown(String id) {
        return new RefusedException(new UnknownJob(id));
    }
}
