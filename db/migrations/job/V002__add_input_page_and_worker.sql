ALTER TABLE job ADD COLUMN input json;
ALTER TABLE job ADD COLUMN page text;
COMMENT ON COLUMN job.parameters IS 'Object of parameters as callers see them';
COMMENT ON COLUMN job.input IS 'Object of parameters as they were given; null if callers see all of it';
COMMENT ON COLUMN job.page IS 'HTML that the handler wrote about the job; null if none';

CREATE TABLE worker (
    kind        text        PRIMARY KEY,
    alive_until timestamptz NOT NULL
);
COMMENT ON TABLE worker IS 'Kinds of jobs that workers take';
COMMENT ON COLUMN worker.kind IS 'Kind of job';
COMMENT ON COLUMN worker.alive_until IS 'Until when a worker that takes it counts as alive; workers move that on';

-- Without input and page, which may be long and are read apart.
CREATE VIEW shown_job AS
SELECT id, kind, collection, parameters, state, cancel_requested, done, total, unit, metrics, result, error, attempt,
       attempt_started_at, attempt_done, version, created_at, started_at, updated_at, finished_at,
       state = 'queued' AND NOT EXISTS (
           SELECT FROM worker WHERE worker.kind = job.kind AND alive_until > now()) AS unattended
FROM job;
COMMENT ON VIEW shown_job IS 'Jobs as callers see them; unattended says that no living worker takes their kind';
