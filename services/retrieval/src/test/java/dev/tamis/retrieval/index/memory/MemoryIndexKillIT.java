package dev.tamis.retrieval.index.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a process leaves that is killed while it writes, at a known moment and at any.
@Timeout(120)
class MemoryIndexKillIT {

    private static final int D = 16;
    private static final IndexIdentity IDENTITY = new IndexIdentity(7, Instant.ofEpochSecond(1), D);
    private static final MemoryIndexSettings SMALL =
            new MemoryIndexSettings(1_000, 200, 100_000, Duration.ofHours(1), Rescoring.MEMORY, 1);
    private static final int KILLS = 5;
    private static final int BATCH = 50;

    private final ChangeLog changes = new ChangeLog(D);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path parent;

    @Test
    void aKillBetweenSegmentAndManifestLeavesTheGenerationBefore() throws IOException {
        Path index = parent.resolve("index");
        Path killed = parent.resolve("killed");
        try (var writing = MemoryIndex.open(IDENTITY, SMALL, index)) {
            writing.apply(changes.changes(0, 600), 600);
            writing.optimize();
            copy(index, killed);
            writing.apply(changes.changes(600, 1_500), 1_500);
            writing.optimize();
            copy(index, killed, "segment-");
            Files.copy(index.resolve("generation"), killed.resolve("generation.part"));
        }
        assertThat(names(killed)).as("both segments").hasSize(4);

        try (var opened = MemoryIndex.open(IDENTITY, SMALL, killed)) {
            assertThat(opened.change()).isEqualTo(600);
            assertThat(Contents.of(opened)).isEqualTo(changes.itemsAt(600));
            assertThat(names(killed))
                    .as("the first segment")
                    .hasSize(3)
                    .contains("generation", "lock")
                    .doesNotContain("generation.part");

            opened.apply(changes.changes(600, 1_500), 1_500);
            assertThat(Contents.of(opened)).isEqualTo(changes.itemsAt(1_500));
        }
    }

    @Test
    void aKillBetweenManifestAndDeletionLeavesTheGenerationAfter() throws IOException {
        Path index = parent.resolve("index");
        Path killed = parent.resolve("killed");
        try (var writing = MemoryIndex.open(IDENTITY, SMALL, index)) {
            writing.apply(changes.changes(0, 600), 600);
            writing.optimize();
            copy(index, killed, "segment-");
            writing.apply(changes.changes(600, 1_500), 1_500);
            writing.optimize();
            copy(index, killed);
        }
        assertThat(names(killed)).as("both segments").hasSize(3);

        try (var opened = MemoryIndex.open(IDENTITY, SMALL, killed)) {
            assertThat(opened.change()).isEqualTo(1_500);
            assertThat(Contents.of(opened)).isEqualTo(changes.itemsAt(1_500));
            assertThat(names(killed)).as("the second segment").hasSize(3).contains("generation", "lock");
        }
    }

    @Test
    void aProcessThatIsKilledWhileItWritesLeavesWhatTheNextOneGoesOnWith() throws Exception {
        Path folder = parent.resolve("index");
        long seed = Long.getLong("test.seed", System.nanoTime());
        var random = new Random(seed);
        long before = 1;
        long last = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            // Not before where the last round ended: some of what it replaced is marked as dead already.
            last = Math.max(last, writtenUntilKilled(folder, Duration.ofMillis(100 + random.nextInt(400))));

            try (var index = MemoryIndex.open(IDENTITY, SMALL, folder)) {
                long sealed = index.change();
                assertThat(sealed).as("rerun with -Dtest.seed=%d", seed).isBetween(before, last);
                index.apply(changes.changes(sealed, last), last);
                assertThat(Contents.of(index))
                        .as("after change %d, rerun with -Dtest.seed=%d", last, seed)
                        .isEqualTo(changes.itemsAt(last));
                before = sealed;
            }
        }
    }

    /// @param after the first segment
    /// @return number of a change that nothing in the folder is later than
    private static long writtenUntilKilled(Path folder, Duration after) throws Exception {
        Process writer = writer(folder);
        long last = 0;
        try (var out = writer.inputReader()) {
            assertThat(out.readLine()).isEqualTo("sealed");
            long end = System.nanoTime() + after.toNanos();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = Math.max(last, Long.parseLong(line));
                if (System.nanoTime() > end) {
                    writer.toHandle().destroyForcibly();
                }
            }
        } finally {
            writer.destroyForcibly();
        }
        assertThat(writer.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return last + 2 * BATCH;
    }

    private static Process writer(Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// Writes and seals until it is killed, and tells of what it is about to write.
    static final class Writer {

        private Writer() {}

        public static void main(String[] args) {
            var changes = new ChangeLog(D);
            MemoryIndex index = MemoryIndex.open(IDENTITY, SMALL, Path.of(args[0]));
            long last = index.change();
            index.apply(changes.changes(last, last + BATCH), last + BATCH);
            index.optimize();
            System.out.println("sealed");
            Thread.ofPlatform().daemon().start(() -> {
                while (true) {
                    index.maintain();
                }
            });
            while (true) {
                last += BATCH;
                System.out.println(last + BATCH);
                index.apply(changes.changes(last, last + BATCH), last + BATCH);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        copy(from, to, "");
    }

    private static void copy(Path from, Path to, String prefix) throws IOException {
        Files.createDirectories(to);
        for (String name : names(from)) {
            if (name.startsWith(prefix) && !name.equals("lock") && !Files.exists(to.resolve(name))) {
                Files.copy(from.resolve(name), to.resolve(name));
            }
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
