CREATE EXTENSION IF NOT EXISTS vector SCHEMA public;

CREATE SEQUENCE change AS bigint;
COMMENT ON SEQUENCE change IS 'Numbers changes to items; within a collection they grow in the order of commits';

CREATE TABLE collection (
    id                   bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name                 text        NOT NULL COLLATE "C" CONSTRAINT collection_name_key UNIQUE,
    model                text,
    dimension            integer     NOT NULL CHECK (dimension BETWEEN 1 AND 4000),
    language             text        NOT NULL CHECK (language IN ('ENGLISH', 'NONE')),
    index_kind           text        NOT NULL CHECK (index_kind IN ('AUTO', 'EXACT', 'HNSW')),
    items                bigint      NOT NULL DEFAULT 0 CHECK (items >= 0),
    items_without_vector bigint      NOT NULL DEFAULT 0 CHECK (items_without_vector BETWEEN 0 AND items),
    last_change          bigint      NOT NULL DEFAULT 0,
    changed_at           timestamptz NOT NULL DEFAULT now(),
    created_at           timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE collection IS 'Named sets of items that are searched together';
COMMENT ON COLUMN collection.id IS 'Names the partition of its items, item_<id>; never used twice';
COMMENT ON COLUMN collection.name IS 'What callers name it by: 1 to 63 of a-z, 0-9, - and _';
COMMENT ON COLUMN collection.model IS 'Embedding model of its vectors; null if callers bring their own';
COMMENT ON COLUMN collection.dimension IS 'Floats in a vector';
COMMENT ON COLUMN collection.language IS 'How text is split into terms for lexical search';
COMMENT ON COLUMN collection.index_kind IS 'How dense search was asked to work';
COMMENT ON COLUMN collection.items IS 'How many items it holds, kept in the transactions that change it';
COMMENT ON COLUMN collection.items_without_vector IS 'How many of its items wait for a vector, kept likewise';
COMMENT ON COLUMN collection.last_change IS 'Number of the last change to one of its items; 0 before the first';
COMMENT ON COLUMN collection.changed_at IS 'When an item or its vector was last written; indexes are built once it is quiet';
COMMENT ON COLUMN collection.created_at IS 'When it was created';

CREATE TABLE attribute (
    collection_id bigint NOT NULL REFERENCES collection ON DELETE CASCADE,
    name          text   NOT NULL COLLATE "C",
    type          text   NOT NULL CHECK (type IN ('STRING', 'NUMBER', 'BOOLEAN')),
    PRIMARY KEY (collection_id, name)
);
COMMENT ON TABLE attribute IS 'What filters may name: the attributes that items of a collection have had';
COMMENT ON COLUMN attribute.collection_id IS 'The collection';
COMMENT ON COLUMN attribute.name IS 'Name of the attribute, 1 to 128 characters';
COMMENT ON COLUMN attribute.type IS 'Type of its value or of each of its values, fixed by the first item that had it';

-- One partition a collection, so that deleting a collection drops a table. Traffic names the partitions, never this
-- parent: creating and dropping partitions lock it.
CREATE TABLE item (
    collection_id bigint      NOT NULL,
    id            text        NOT NULL COLLATE "C",
    fields        json        NOT NULL,
    attributes    jsonb       NOT NULL,
    content_hash  text,
    vector        public.halfvec,
    deleted       boolean     NOT NULL DEFAULT false,
    change        bigint      NOT NULL,
    updated_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (collection_id, id)
) PARTITION BY LIST (collection_id);
-- Exact search reads every vector: keep them in the row unless it does not fit a page.
ALTER TABLE item ALTER COLUMN vector SET STORAGE MAIN;
CREATE INDEX item_change ON item (change);
CREATE INDEX item_pending ON item (change) WHERE vector IS NULL AND content_hash IS NOT NULL AND NOT deleted;

COMMENT ON TABLE item IS 'What is stored and found; deleted items stay as rows that say so to followers of the changes';
COMMENT ON COLUMN item.collection_id IS 'The collection, one partition each';
COMMENT ON COLUMN item.id IS 'Unique in its collection, 1 to 256 characters';
COMMENT ON COLUMN item.fields IS 'Text by field name; json, not jsonb: the order of the fields counts';
COMMENT ON COLUMN item.attributes IS 'String, number (float64), boolean, or array of one of these, by attribute name';
COMMENT ON COLUMN item.content_hash IS 'Names the text and model the vector is made from; null if no vector is to be made';
COMMENT ON COLUMN item.vector IS 'Half precision, of the dimension of the collection; null while it is still to be made';
COMMENT ON COLUMN item.deleted IS 'Whether the item is gone; it has no text, attributes and vector then';
COMMENT ON COLUMN item.change IS 'Number of its last change';
COMMENT ON COLUMN item.updated_at IS 'When it was last written or deleted';
