package dev.tamis.benchmarks.search;

import java.util.List;

/// The systems that are compared, by name.
final class Systems {

    static final String TAMIS = "tamis";

    static final List<String> ALL = List.of(
            TAMIS,
            "lucene-hnsw-float",
            "lucene-hnsw-int8",
            "lucene-hnsw-binary",
            "jvector",
            "pgvector-hnsw",
            "pgvector-hnsw-bit");

    /// Those that are measured unless `--full` or `--systems` asks for more: Lucene's int8 lies between its other two.
    static final List<String> STANDARD =
            ALL.stream().filter(name -> !name.equals("lucene-hnsw-int8")).toList();

    /// Those that are measured with filters.
    static final List<String> FILTERED = List.of(TAMIS, "pgvector-hnsw");

    private Systems() {}

    static SearchSystem create(String name, SystemInput input) {
        return switch (name) {
            case TAMIS -> new TamisSystem(input);
            case "lucene-hnsw-float" -> new LuceneSystem(input, LuceneSystem.Form.FLOAT);
            case "lucene-hnsw-int8" -> new LuceneSystem(input, LuceneSystem.Form.INT8);
            case "lucene-hnsw-binary" -> new LuceneSystem(input, LuceneSystem.Form.BINARY);
            case "jvector" -> new JVectorSystem(input);
            case "pgvector-hnsw" -> new PgvectorSystem(input, false);
            case "pgvector-hnsw-bit" -> new PgvectorSystem(input, true);
            default -> throw new IllegalArgumentException("no system '%s', there are %s".formatted(name, ALL));
        };
    }
}
