package dev.tamis.retrieval.index.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFolderTest {

    private static final IndexIdentity BOOKS = new IndexIdentity(7, Instant.parse("2025-03-01T10:15:30Z"), 384);

    @TempDir
    private Path parent;

    private Path path;

    @BeforeEach
    void name() {
        path = parent.resolve("collections").resolve("7");
    }

    @Test
    void aNewFolderIsAnEmptyIndex() throws IOException {
        try (IndexFolder folder = open()) {
            assertThat(folder.manifest()).isEqualTo(Manifest.EMPTY);
            assertThat(folder.segments()).isEmpty();
        }
    }

    @Test
    void whatWasPublishedIsThereAtTheNextOpening() throws IOException {
        Manifest published = publishOneSegment(5, 3L);

        try (IndexFolder folder = open()) {
            assertThat(folder.manifest()).isEqualTo(published);
            assertThat(folder.manifest().segments().get(0).deadBits()).containsExactly(3);
            assertThat(folder.segments()).hasSize(1);
            assertThat(folder.segments().get(0).section(Section.FLAGS).get(ValueLayout.JAVA_BYTE, 0))
                    .isEqualTo((byte) 5);
        }
    }

    @Test
    void filesThatNoManifestNamesAreDeletedAtOpening() throws IOException {
        publishOneSegment(5, 0L);
        List<String> before = names();
        Files.writeString(path.resolve("segment-orphan"), "x");
        Files.writeString(path.resolve("segment-orphan.part"), "x");
        Files.writeString(path.resolve("generation.part"), "x");

        try (IndexFolder folder = open()) {
            assertThat(folder.segments()).hasSize(1);
        }
        assertThat(names()).isEqualTo(before);
    }

    @Test
    void filesThatAreNotOursAreLeftAlone() throws IOException {
        Files.createDirectories(path);
        Files.writeString(path.resolve("thesis.tex"), "years of work");

        try (IndexFolder folder = open()) {
            folder.clear();
        }

        assertThat(path.resolve("thesis.tex")).hasContent("years of work");
    }

    @Test
    void segmentsThatANewGenerationDropsAreDeleted() throws IOException {
        publishOneSegment(5, 0L);

        try (IndexFolder folder = open()) {
            SegmentFile merged = segment(folder, 6);
            folder.publish(new Manifest(11, List.of(Manifest.Entry.of(merged, new long[] {0}))));

            assertThat(folder.segments()).isEmpty();
            assertThat(names())
                    .containsExactlyInAnyOrder(
                            "generation", "lock", merged.file().getFileName().toString());
        }
    }

    @Test
    void aRefusedManifestLeavesAnEmptyIndex() throws IOException {
        publishOneSegment(5, 0L);
        Files.writeString(path.resolve("generation"), "x", StandardOpenOption.APPEND);

        assertOpensEmpty();
    }

    @Test
    void aRefusedSegmentLeavesAnEmptyIndex() throws IOException {
        Manifest published = publishOneSegment(5, 0L);
        Files.writeString(path.resolve(published.segments().get(0).file()), "x", StandardOpenOption.APPEND);

        assertOpensEmpty();
    }

    @Test
    void aMissingSegmentLeavesAnEmptyIndex() throws IOException {
        Manifest published = publishOneSegment(5, 0L);
        Files.delete(path.resolve(published.segments().get(0).file()));

        assertOpensEmpty();
    }

    @Test
    void theFolderOfAnotherCollectionIsEmptied() throws IOException {
        publishOneSegment(5, 0L);

        try (IndexFolder folder = IndexFolder.open(path, new IndexIdentity(8, BOOKS.createdAt(), 384))) {
            assertThat(folder.manifest()).isEqualTo(Manifest.EMPTY);
        }
        assertThat(names()).containsExactly("lock");
    }

    @Test
    void twoIndexesOfAProcessNeverUseOneFolder() throws IOException {
        try (IndexFolder folder = open()) {
            assertThatThrownBy(() -> open())
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("another index of this process uses this folder");
            assertThat(folder.manifest()).isEqualTo(Manifest.EMPTY);
        }
        open().close();
    }

    @Test
    void twoProcessesNeverUseOneFolder() throws IOException, InterruptedException {
        Files.createDirectories(path);
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        path.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = other.inputReader()) {
            assertThat(out.readLine()).isEqualTo("held");

            assertThatThrownBy(() -> open())
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("another process uses this folder");
        } finally {
            other.destroyForcibly();
        }

        assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
        open().close();
    }

    @Test
    void aTemporaryFolderLeavesNothingBehind() throws IOException {
        IndexFolder folder = IndexFolder.temporary(BOOKS);
        SegmentFile segment = segment(folder, 5);
        Path temporary = segment.file().getParent();
        assertThat(segment.file()).doesNotExist();
        folder.publish(new Manifest(10, List.of(Manifest.Entry.of(segment, new long[1]))));

        folder.close();
        folder.close();

        assertThat(temporary).doesNotExist();
        assertThat(segment.section(Section.FLAGS).get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 5);
    }

    /// Holds a folder until it is killed.
    static final class Holder {

        private Holder() {}

        public static void main(String[] args) throws IOException {
            FolderLock.take(Path.of(args[0]));
            System.out.println("held");
            System.in.read();
        }
    }

    private void assertOpensEmpty() throws IOException {
        try (IndexFolder folder = open()) {
            assertThat(folder.manifest()).isEqualTo(Manifest.EMPTY);
            assertThat(folder.segments()).isEmpty();
            assertThat(names()).containsExactly("lock");
        }
    }

    private IndexFolder open() throws IOException {
        return IndexFolder.open(path, BOOKS);
    }

    private Manifest publishOneSegment(int flag, long dead) throws IOException {
        try (IndexFolder folder = open()) {
            Manifest manifest = new Manifest(10, List.of(Manifest.Entry.of(segment(folder, flag), new long[] {dead})));
            folder.publish(manifest);
            return manifest;
        }
    }

    private static SegmentFile segment(IndexFolder folder, int flag) throws IOException {
        try (SegmentWriter writer = folder.newSegment(8, 8)) {
            writer.allocate(Section.FLAGS, 8).set(ValueLayout.JAVA_BYTE, 0, (byte) flag);
            return writer.finish();
        }
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(path)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
