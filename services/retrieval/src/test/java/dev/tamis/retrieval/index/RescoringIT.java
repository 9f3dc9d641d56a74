package dev.tamis.retrieval.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.common.contract.collection.IndexState;
import dev.tamis.common.contract.retrieval.RetrievalResponse.Hit;
import dev.tamis.retrieval.OwnService;
import dev.tamis.retrieval.RunningService;
import dev.tamis.retrieval.Vectors;
import dev.tamis.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RescoringIT {

    private static final int D = 64;
    private static final int ITEMS = 3_000;
    private static final int K = 10;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final Vectors vectors = new Vectors(D, 20_260_621L);
    private final List<DenseVector> queries =
            Stream.generate(vectors::gaussian).limit(50).toList();

    @Test
    void int8RowsThatStayInTheFileTakeNoMemoryAndFindTheSame() {
        TestDatabase database = TestDatabase.create();
        long inFile;
        List<List<String>> found;
        try (var service = OwnService.start(database, directory, "--tamis.retrieval.index.rescoring=file")) {
            service.create("books", D, IndexKind.MEMORY);
            service.write("books", vectors.items(0, ITEMS));
            service.bean(MemoryIndexes.class).open().getFirst().index().optimize();
            inFile = memoryBytes(service);
            found = found(service);
            assertThat(recall(service, found)).isGreaterThan(0.9);
        }
        try (var service = OwnService.start(database, directory, "--tamis.retrieval.index.rescoring=memory")) {
            RunningService.await(() -> service.state("books") == IndexState.MEMORY, "the index to be opened");
            assertThat(memoryBytes(service) - inFile).isCloseTo((long) ITEMS * D, withinPercentage(1));
            assertThat(found(service)).isEqualTo(found);
        }
    }

    private static long memoryBytes(OwnService service) {
        var memory = service.diagnostics("books").memory();
        assertThat(memory).isNotNull();
        assertThat(memory.tail()).isZero();
        return memory.memoryBytes();
    }

    private List<List<String>> found(OwnService service) {
        return queries.stream().map(query -> ids(service, query, false)).toList();
    }

    private double recall(OwnService service, List<List<String>> found) {
        double share = 0;
        for (int i = 0; i < queries.size(); i++) {
            var exact = new HashSet<>(ids(service, queries.get(i), true));
            share += (double) found.get(i).stream().filter(exact::contains).count() / K;
        }
        return share / queries.size();
    }

    private static List<String> ids(OwnService service, DenseVector query, boolean exact) {
        var response = service.nearest("books", query, K, exact);
        assertThat(response.dense()).isEqualTo(exact ? "exact" : "memory");
        return response.hits().stream().map(Hit::id).toList();
    }
}
