CREATE TABLE model_name (
    name         text    NOT NULL COLLATE "C" PRIMARY KEY,
    last_version integer NOT NULL CHECK (last_version >= 1)
);
COMMENT ON TABLE model_name IS 'Names of fitted models, kept when models are deleted: a version never means two models';
COMMENT ON COLUMN model_name.name IS '1 to 63 of a-z, 0-9, - and _';
COMMENT ON COLUMN model_name.last_version IS 'The last version that was given';

CREATE TABLE model (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name          text        NOT NULL COLLATE "C" REFERENCES model_name,
    version       integer     NOT NULL CHECK (version >= 1),
    kind          text        NOT NULL CHECK (kind IN ('PROJECTION', 'CODES', 'RELEVANCE', 'RANKING')),
    collection_id bigint      NOT NULL REFERENCES collection ON DELETE CASCADE,
    state         text        NOT NULL DEFAULT 'CANDIDATE'
        CHECK (state IN ('CANDIDATE', 'ACTIVE', 'RETIRED', 'REFUSED')),
    reason        text        CHECK ((reason IS NOT NULL) = (state = 'REFUSED')),
    dimensions    integer     CHECK (dimensions >= 1),
    manifest      jsonb       NOT NULL,
    weights       bytea       NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT model_name_version_key UNIQUE (name, version)
);
-- Floats do not compress: it would only cost time.
ALTER TABLE model ALTER COLUMN weights SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX model_active ON model (collection_id, kind) WHERE state = 'ACTIVE';
CREATE INDEX model_collection ON model (collection_id);

COMMENT ON TABLE model IS 'Fitted models; manifest and weights of a row never change';
COMMENT ON COLUMN model.id IS 'Never used twice';
COMMENT ON COLUMN model.name IS 'What callers name it by, with its version: name@version';
COMMENT ON COLUMN model.version IS 'Counts the versions of a name from 1 on';
COMMENT ON COLUMN model.kind IS 'What it is for';
COMMENT ON COLUMN model.collection_id IS 'The collection that it was fitted for';
COMMENT ON COLUMN model.state IS 'CANDIDATE until it is first activated; ACTIVE at most one of a kind and collection; RETIRED after that; REFUSED if it was found broken';
COMMENT ON COLUMN model.reason IS 'Why it was refused; null if it was not';
COMMENT ON COLUMN model.dimensions IS 'Of a projection, floats in the vectors that searches compare while it is active, one of its sizes; null before it was activated, and of other kinds';
COMMENT ON COLUMN model.manifest IS 'What it is and how it came to be';
COMMENT ON COLUMN model.weights IS 'Its tensors, a safetensors file';
COMMENT ON COLUMN model.created_at IS 'When it was registered';

CREATE TABLE model_activation (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    model_id     bigint      NOT NULL REFERENCES model ON DELETE CASCADE,
    activated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX model_activation_model ON model_activation (model_id);

COMMENT ON TABLE model_activation IS 'What was active before what; a rollback removes what it goes back over';
COMMENT ON COLUMN model_activation.id IS 'Grows in the order of activations of a kind and collection';
COMMENT ON COLUMN model_activation.model_id IS 'The model that was activated';
COMMENT ON COLUMN model_activation.activated_at IS 'When';
