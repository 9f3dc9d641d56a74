package dev.tamis.cli.ingest;

import dev.tamis.cli.terminal.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A folder in BEIR's layout: `corpus.jsonl`, `queries.jsonl` and `qrels/SPLIT.tsv`, each plain or gzipped
/// (N. Thakur et al., *BEIR*, NeurIPS 2021).
public final class BeirCorpus {

    private BeirCorpus() {}

    /// The documents: `_id`, `title` and `text`.
    static Path corpus(Path folder) {
        return file(folder, "corpus.jsonl");
    }

    /// The columns of documents.
    static Mapping mapping() {
        return new Mapping("_id", List.of("title", "text"), List.of());
    }

    /// A file of the folder, with or without `.gz`.
    ///
    /// @throws Failure if there is neither
    public static Path file(Path folder, String name) {
        Path plain = folder.resolve(name);
        Path gzipped = folder.resolve(name + ".gz");
        if (Files.isRegularFile(plain)) {
            return plain;
        }
        if (Files.isRegularFile(gzipped)) {
            return gzipped;
        }
        throw Failure.usage(
                "%s is no folder in BEIR layout: it has neither %s nor %s.gz".formatted(folder, name, name));
    }
}
