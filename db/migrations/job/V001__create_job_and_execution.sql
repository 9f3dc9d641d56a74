-- What jobs carry is json and not jsonb: it is read as a whole, and jsonb refuses some texts that JSON allows.
CREATE TABLE job (
    id                 uuid        PRIMARY KEY,
    kind               text        NOT NULL,
    collection         text        NOT NULL,
    parameters         json        NOT NULL,
    state              text        NOT NULL DEFAULT 'queued'
                                   CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    cancel_requested   boolean     NOT NULL DEFAULT false,
    done               bigint      NOT NULL DEFAULT 0 CHECK (done >= 0),
    total              bigint      CHECK (total >= 0),
    unit               text        NOT NULL,
    metrics            json        NOT NULL DEFAULT '{}',
    checkpoint         json,
    result             json,
    error              json,
    attempt            integer     NOT NULL DEFAULT 0,
    attempt_started_at timestamptz,
    attempt_done       bigint      NOT NULL DEFAULT 0,
    deaths             integer     NOT NULL DEFAULT 0,
    version            bigint      NOT NULL DEFAULT 1,
    created_at         timestamptz NOT NULL DEFAULT now(),
    started_at         timestamptz,
    updated_at         timestamptz NOT NULL DEFAULT now(),
    finished_at        timestamptz,
    CHECK ((finished_at IS NOT NULL) = (state IN ('succeeded', 'failed', 'cancelled')))
);
CREATE INDEX job_created_at ON job (created_at DESC, id);
CREATE INDEX job_finished_at ON job (finished_at) WHERE finished_at IS NOT NULL;

COMMENT ON TABLE job IS 'Long work and how far it is; finished jobs are kept for a while';
COMMENT ON COLUMN job.id IS 'Names it towards callers';
COMMENT ON COLUMN job.kind IS 'Which handler runs it';
COMMENT ON COLUMN job.collection IS 'Name of the collection it works on; the collection may be gone';
COMMENT ON COLUMN job.parameters IS 'Object of parameters as they were given';
COMMENT ON COLUMN job.state IS 'queued, running, succeeded, failed or cancelled';
COMMENT ON COLUMN job.cancel_requested IS 'Whether its worker is to stop it';
COMMENT ON COLUMN job.done IS 'How much is done, in units';
COMMENT ON COLUMN job.total IS 'How much there is to do, in units; null while unknown';
COMMENT ON COLUMN job.unit IS 'What done and total count, in the plural';
COMMENT ON COLUMN job.metrics IS 'Object of numbers that the handler measures';
COMMENT ON COLUMN job.checkpoint IS 'Where the next attempt goes on; in the words of the handler';
COMMENT ON COLUMN job.result IS 'Object that the handler returned; null unless succeeded';
COMMENT ON COLUMN job.error IS 'Problem detail; null unless failed';
COMMENT ON COLUMN job.attempt IS 'How often it was started. What an earlier attempt still writes is refused';
COMMENT ON COLUMN job.attempt_started_at IS 'When the last attempt was started';
COMMENT ON COLUMN job.attempt_done IS 'Value of done when the last attempt was started';
COMMENT ON COLUMN job.deaths IS 'Workers that died on it since its last checkpoint';
COMMENT ON COLUMN job.version IS 'Grows with every change that callers can see';
COMMENT ON COLUMN job.created_at IS 'When it was asked for';
COMMENT ON COLUMN job.started_at IS 'When the first attempt was started';
COMMENT ON COLUMN job.updated_at IS 'When version last grew';
COMMENT ON COLUMN job.finished_at IS 'When it ended, one way or another';

CREATE TABLE execution (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    state                text,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX execution_time_index ON execution (execution_time);
CREATE INDEX execution_heartbeat_index ON execution (last_heartbeat);

COMMENT ON TABLE execution IS 'Which jobs wait for a worker or have one; the table of db-scheduler';
COMMENT ON COLUMN execution.task_name IS 'Kind of the job';
COMMENT ON COLUMN execution.task_instance IS 'Id of the job';
COMMENT ON COLUMN execution.task_data IS 'Not used';
COMMENT ON COLUMN execution.execution_time IS 'From when on it may be started';
COMMENT ON COLUMN execution.picked IS 'Whether a worker has it';
COMMENT ON COLUMN execution.picked_by IS 'Name of that worker';
COMMENT ON COLUMN execution.last_success IS 'When it was last put back';
COMMENT ON COLUMN execution.last_failure IS 'When a worker was last found dead';
COMMENT ON COLUMN execution.consecutive_failures IS 'How often that happened in a row';
COMMENT ON COLUMN execution.last_heartbeat IS 'When its worker last gave a sign of life';
COMMENT ON COLUMN execution.version IS 'Grows whenever the job changes hands';
COMMENT ON COLUMN execution.priority IS 'Not used';
COMMENT ON COLUMN execution.state IS 'Not used';
