ALTER TABLE collection DROP CONSTRAINT collection_index_kind_check;
ALTER TABLE collection ADD CONSTRAINT collection_index_kind_check
    CHECK (index_kind IN ('AUTO', 'MEMORY', 'EXACT', 'HNSW', 'HNSW_BIT'));
