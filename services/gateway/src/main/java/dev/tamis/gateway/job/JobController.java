package dev.tamis.gateway.job;

import dev.tamis.common.contract.job.CreateJob;
import dev.tamis.common.contract.job.Job;
import dev.tamis.common.contract.job.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

@RestController
@RequestMapping("/v1/jobs")
@Tag(name = "Jobs")
class JobController {

    private static final Logger log = LoggerFactory.getLogger(JobController.class);

    private final JobService jobs;
    private final JobEvents events;

    JobController(JobService jobs, JobEvents events) {
        this.jobs = jobs;
        this.events = events;
    }

    @PostMapping
    @Operation(
            operationId = "createJob",
            summary = "Ask for a job",
            description = "It runs in the background, survives the process that runs it, and is looked up at the"
                    + " address in `Location`. Kinds: `embed` makes the vectors that items of a collection wait for;"
                    + " `upgrade` changes the embedding model of a collection without downtime; `train-projection` and"
                    + " `train-codes` fit models to a collection's vectors and add them to the registry;"
                    + " `evaluate-codes` measures them.")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResponseEntity<Job> create(@Valid @RequestBody CreateJob request) {
        Job job = jobs.submit(request);
        var location = UriComponentsBuilder.fromPath("/v1/jobs/{job}").build(job.id());
        return ResponseEntity.accepted().location(location).body(job);
    }

    @GetMapping
    @Operation(
            operationId = "listJobs",
            summary = "List jobs",
            description = "The newest first. Finished jobs are kept for two weeks, unless configured otherwise.")
    Jobs list(
            @Parameter(description = "Only jobs of this collection") @RequestParam(required = false) @Nullable
                    String collection,
            @Parameter(description = "Only jobs of this kind") @RequestParam(required = false) @Nullable String kind,
            @Parameter(description = "Only jobs in this state") @RequestParam(required = false) @Nullable String state,
            @Parameter(description = "How many at most") @RequestParam(defaultValue = "100") @Min(1) @Max(1_000)
                    int limit) {
        return new Jobs(jobs.list(collection, kind, state, limit));
    }

    @GetMapping("/{job}")
    @Operation(
            operationId = "getJob",
            summary = "Look up a job",
            description = "Its state, how far it is, how long it may still take, and what came of it.")
    Job get(@PathVariable String job) {
        return jobs.get(job);
    }

    @DeleteMapping("/{job}")
    @Operation(
            operationId = "cancelJob",
            summary = "Cancel a job",
            description = "One that waits is cancelled at once, one that runs within moments; what it has done stays"
                    + " done. Cancelling twice does no harm.")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Job cancel(@PathVariable String job) {
        return jobs.cancel(job);
    }

    @GetMapping(path = "/{job}/report", produces = MediaType.TEXT_HTML_VALUE)
    @Operation(
            operationId = "getJobReport",
            summary = "Read the report of a job",
            description =
                    "A page that needs nothing but itself. Jobs that fit or evaluate models have one once they have"
                            + " succeeded; the others are answered 404.")
    ResponseEntity<String> report(@PathVariable String job) {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .body(jobs.report(job));
    }

    @GetMapping(path = "/{job}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            operationId = "watchJob",
            summary = "Watch a job",
            description = "Server-sent events until it has finished: every one is the whole job, the first at once. A"
                    + " connection that breaks is taken up with `Last-Event-ID`, which `EventSource` does by itself.",
            responses = {
                @ApiResponse(
                        responseCode = "200",
                        description = "The job, again and again",
                        content =
                                @Content(
                                        mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                                        schema = @Schema(implementation = Job.class))),
                @ApiResponse(
                        responseCode = "204",
                        description = "It has finished, and the caller has seen that",
                        content = @Content)
            })
    void watch(
            @PathVariable String job,
            @Parameter(description = "Id of the last event that was seen")
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    @Nullable
                    String seen,
            HttpServletResponse response)
            throws InterruptedException {
        Job now = jobs.get(job);
        long version = seen != null && seen.matches("[0-9]{1,18}") ? Long.parseLong(seen) : 0;
        if (now.state().isFinished() && now.version() <= version) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
            return;
        }
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        response.setHeader("X-Accel-Buffering", "no"); // or nginx would keep events back
        try {
            events.write(now, version, response.getOutputStream());
        } catch (IOException gone) {
            log.atDebug().addKeyValue("job", job).log("nobody listens to the job any more");
        }
    }
}
