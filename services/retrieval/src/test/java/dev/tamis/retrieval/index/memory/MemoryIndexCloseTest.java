package dev.tamis.retrieval.index.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.common.contract.DenseVector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MemoryIndexCloseTest {

    private static final int D = 64;
    private static final int LISTS_FROM = 1_000;
    private static final int LARGE = 20_000;
    private static final IndexIdentity IDENTITY = new IndexIdentity(7, Instant.ofEpochSecond(1), D);
    private static final MemoryIndexSettings SMALL =
            new MemoryIndexSettings(LISTS_FROM, 500, 100_000, Duration.ofHours(1), Rescoring.MEMORY, 2);

    private final Clusters clusters = new Clusters(D, 40, 20_260_621L);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void whatIsBeingMergedIsGivenUp() throws Exception {
        MemoryIndex index = MemoryIndex.open(IDENTITY, SMALL, folder);
        index.apply(items(0, 400), 400);
        index.optimize();
        index.apply(items(400, LARGE), LARGE);
        var merging = CompletableFuture.supplyAsync(index::maintain);
        awaitMerge();

        index.close();

        assertThat(merging.get(20, TimeUnit.SECONDS)).as("it was done").isFalse();
        assertThat(names()).as("one segment").hasSize(3).contains("generation", "lock");
        try (var again = MemoryIndex.open(IDENTITY, SMALL, folder)) {
            assertThat(again.change()).as("what was sealed before").isEqualTo(400);
            assertThat(again.size()).isEqualTo(400);
        }
    }

    @Test
    void whoAsksForOneSegmentIsToldThatItWasGivenUp() throws Exception {
        MemoryIndex index = MemoryIndex.open(IDENTITY, SMALL, folder);
        index.apply(items(0, LARGE), LARGE);
        var merging = CompletableFuture.runAsync(index::optimize);
        awaitMerge();

        index.close();

        assertThatThrownBy(() -> merging.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(CancellationException.class);
        assertThat(names()).containsExactlyInAnyOrder("generation", "lock");
    }

    @Test
    void aTailThatTakesLongToSealIsLeftToBeReadAgain() {
        try (var index = MemoryIndex.open(IDENTITY, SMALL, folder)) {
            index.apply(items(0, 400), 400);
            index.optimize();
            index.apply(items(0, LISTS_FROM - 1), 400 + LISTS_FROM - 1);
        }
        try (var index = MemoryIndex.open(IDENTITY, SMALL, folder)) {
            assertThat(index.change()).as("sealed with all").isEqualTo(400 + LISTS_FROM - 1);

            index.apply(items(0, LISTS_FROM), 3_000);
        }
        try (var index = MemoryIndex.open(IDENTITY, SMALL, folder)) {
            assertThat(index.change()).as("without the last").isEqualTo(400 + LISTS_FROM - 1);

            index.apply(items(0, LISTS_FROM), 3_000);
            assertThat(index.size()).isEqualTo(LISTS_FROM);
        }
    }

    @Test
    void aFolderIsLetGoOfEvenIfNothingCanBeWrittenToIt() throws IOException {
        MemoryIndex index = MemoryIndex.open(IDENTITY, SMALL, folder);
        index.apply(items(0, 10), 10);
        Path block = Files.createDirectories(folder.resolve("generation.part"));

        assertThatThrownBy(index::close).isInstanceOf(UncheckedIOException.class);
        Files.delete(block);

        try (var again = MemoryIndex.open(IDENTITY, SMALL, folder)) {
            assertThat(again.change()).isZero();
        }
    }

    @Test
    void closingASecondTimeDoesNothing() throws IOException {
        MemoryIndex index = MemoryIndex.open(IDENTITY, SMALL, folder);
        index.apply(items(0, 10), 10);
        index.close();
        Files.delete(folder.resolve("generation"));

        index.close();

        assertThat(folder.resolve("generation")).doesNotExist();
    }

    private List<VectorChange> items(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new VectorChange("i" + i, false, DenseVector.of(clusters.vector()), Map.of()))
                .toList();
    }

    /// A segment is being written, the lists of which are done.
    private void awaitMerge() throws IOException {
        while (names().stream().noneMatch(name -> name.endsWith(".part"))) {
            LockSupport.parkNanos(100_000);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
