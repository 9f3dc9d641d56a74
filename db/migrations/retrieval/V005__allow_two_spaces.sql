-- Deferrable: two rows change their roles in one statement, after which alone the names are to be unique again.
ALTER TABLE collection ADD COLUMN role text NOT NULL DEFAULT 'LIVE' CHECK (role IN ('LIVE', 'OTHER'));
ALTER TABLE collection DROP CONSTRAINT collection_name_key;
ALTER TABLE collection ADD CONSTRAINT collection_name_key UNIQUE (name, role) DEFERRABLE INITIALLY IMMEDIATE;

COMMENT ON TABLE collection IS
    'Named sets of items that are searched together; two rows while a collection is kept in two vector spaces';
COMMENT ON COLUMN collection.role IS
    'LIVE: searches of the name are answered here; OTHER: the same items in another vector space, kept up beside it';

CREATE TABLE upgrade (
    newer_id   bigint      PRIMARY KEY REFERENCES collection ON DELETE CASCADE,
    older_id   bigint      NOT NULL UNIQUE REFERENCES collection ON DELETE CASCADE,
    copied_to  text        NOT NULL DEFAULT '' COLLATE "C",
    query_map  bytea,
    map_sample integer     CHECK (map_sample > 0),
    map_cosine double precision,
    mapped_at  timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(),
    CHECK (num_nulls(query_map, map_sample, map_cosine, mapped_at) IN (0, 4))
);
COMMENT ON TABLE upgrade IS 'Collections that change, or have just changed, to another embedding model';
COMMENT ON COLUMN upgrade.newer_id IS 'The space of the new model; the upgrade is switched while this one is live';
COMMENT ON COLUMN upgrade.older_id IS 'The space of the old model';
COMMENT ON COLUMN upgrade.copied_to IS 'Id of the last item that was copied; those up to it are in both spaces';
COMMENT ON COLUMN upgrade.query_map IS
    'Linear map of the new model''s queries into the old space: float32, little-endian, one row a dimension of the old';
COMMENT ON COLUMN upgrade.map_sample IS 'How many items the map was fitted on and measured with';
COMMENT ON COLUMN upgrade.map_cosine IS 'Mean cosine of mapped vectors to the true ones, over items it was not fitted on';
COMMENT ON COLUMN upgrade.mapped_at IS 'When the map was fitted';
COMMENT ON COLUMN upgrade.started_at IS 'When it began';
