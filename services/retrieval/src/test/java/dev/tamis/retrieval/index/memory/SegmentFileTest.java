package dev.tamis.retrieval.index.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentFileTest {

    private static final IndexIdentity BOOKS = new IndexIdentity(7, Instant.parse("2025-03-01T10:15:30.123456Z"), 384);
    private static final int LARGE = 3 << 20;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("segment-1");
    }

    @Test
    void whatSeveralThreadsWroteIsReadBack() throws IOException {
        try (SegmentWriter writer = SegmentFile.create(file, new SegmentHeader(BOOKS, 1_000, 990))) {
            List.of(Section.values()).parallelStream().forEach(section -> fill(writer, section, length(section)));
            writer.finish();
        }

        SegmentFile read = SegmentFile.open(file, BOOKS);

        assertThat(read.header()).isEqualTo(new SegmentHeader(BOOKS, 1_000, 990));
        assertThat(read.length()).isEqualTo(Files.size(file));
        for (Section section : Section.values()) {
            assertThat(bytes(read.section(section))).isEqualTo(content(section, length(section)));
            assertThat(read.section(section).address() % SegmentTable.PAGE).isZero();
            read.verify(section);
        }
    }

    @Test
    void aSectionThatWasNotWrittenIsEmpty() throws IOException {
        write(Section.SPACE);

        SegmentFile read = SegmentFile.open(file, BOOKS);

        assertThat(read.section(Section.CENTROIDS).byteSize()).isZero();
        read.verify(Section.CENTROIDS);
        assertThat(read.copyVerified(Section.CENTROIDS, MemorySegment.NULL)).isZero();
    }

    @Test
    void aSectionOfNoBytesIsTheSameAsNone() throws IOException {
        try (SegmentWriter writer = writer()) {
            assertThat(writer.allocate(Section.LISTS, 0).byteSize()).isZero();

            assertThat(writer.finish().section(Section.LISTS).byteSize()).isZero();
        }
    }

    @Test
    void roomIsMadeOnceForASection() throws IOException {
        try (SegmentWriter writer = writer()) {
            writer.allocate(Section.LISTS, 8);

            assertThatIllegalStateException()
                    .isThrownBy(() -> writer.allocate(Section.LISTS, 8))
                    .withMessageContaining("LISTS");
        }
    }

    @Test
    void aSectionThatTheDiskHasNoRoomForIsAFaultWithItsReason() throws IOException {
        try (SegmentWriter writer = writer()) {
            assertThatThrownBy(() -> writer.allocate(Section.CODES, 1L << 55))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("no room for " + (1L << 55) + " bytes");
        }
    }

    @Test
    void sectionsCannotBeWrittenToOnceTheyAreSealed() throws IOException {
        try (SegmentWriter writer = writer()) {
            MemorySegment memory = writer.allocate(Section.LISTS, 8);
            SegmentFile sealed = writer.finish();

            assertThatIllegalStateException().isThrownBy(() -> memory.set(ValueLayout.JAVA_BYTE, 0, (byte) 1));
            assertThat(sealed.section(Section.LISTS).isReadOnly()).isTrue();
        }
    }

    @Test
    void anUnfinishedFileIsNeverSeenUnderItsName() throws IOException {
        try (SegmentWriter writer = writer()) {
            writer.allocate(Section.LISTS, 8);

            assertThat(names()).containsExactly("segment-1.part");
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void anInterruptedWriterLeavesNothingBehind() throws IOException {
        MemorySegment memory;
        try (SegmentWriter writer = writer()) {
            memory = writer.allocate(Section.LISTS, 8);
            Thread.currentThread().interrupt();
            assertThatThrownBy(writer::finish).isInstanceOf(ClosedByInterruptException.class);
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(memory.scope().isAlive()).isFalse();
        assertThat(names()).isEmpty();
    }

    @Test
    void aDeletedFileStaysReadableForThoseWhoHaveItOpen() throws IOException {
        write(Section.CODES);
        SegmentFile read = SegmentFile.open(file, BOOKS);

        read.delete();

        assertThat(names()).isEmpty();
        assertThat(bytes(read.section(Section.CODES))).isEqualTo(content(Section.CODES, LARGE));
    }

    @Test
    void aSectionIsCopiedAndVerifiedInOnePass() throws IOException {
        write(Section.CODES);
        SegmentFile read = SegmentFile.open(file, BOOKS);

        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocate(LARGE + 100);

            assertThat(read.copyVerified(Section.CODES, copy)).isEqualTo(LARGE);
            assertThat(bytes(copy.asSlice(0, LARGE))).isEqualTo(content(Section.CODES, LARGE));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> read.copyVerified(Section.CODES, copy.asSlice(0, LARGE - 1)))
                    .withMessageContaining("expected room for " + LARGE + " bytes, got " + (LARGE - 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFlippedBitInASmallSectionIsRefusedAtOpening(Section section) throws IOException {
        try (SegmentWriter writer = writer()) {
            for (Section each : Section.values()) {
                fill(writer, each, 100 + each.number());
            }
            writer.finish();
        }
        flip(extent(section).offset() + 50);

        assertRefused("section " + section + " has checksum");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_500_000, LARGE - 1})
    void aFlippedBitInALargeSectionIsRefusedWhenItIsVerifiedOrCopied(int at) throws IOException {
        write(Section.HALVES);
        flip(extent(Section.HALVES).offset() + at);
        SegmentFile read = SegmentFile.open(file, BOOKS);

        assertThatThrownBy(() -> read.verify(Section.HALVES))
                .isInstanceOf(RefusedFileException.class)
                .hasMessageContaining("section HALVES has checksum");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocate(LARGE);
            assertThatThrownBy(() -> read.copyVerified(Section.HALVES, copy))
                    .isInstanceOf(RefusedFileException.class)
                    .hasMessageContaining("section HALVES has checksum");
        }
    }

    @Test
    void noByteOfTheFirstPageChangesUnnoticed() throws IOException {
        write(Section.SPACE);
        byte[] page = Arrays.copyOf(Files.readAllBytes(file), SegmentTable.PAGE);
        long size = Files.size(file);

        for (int at = 0; at < page.length; at++) {
            byte[] damaged = page.clone();
            damaged[at] ^= 4;
            assertThatThrownBy(() -> SegmentTable.decode(file, size, ByteBuffer.wrap(damaged), BOOKS))
                    .as("byte %d", at)
                    .isInstanceOf(RefusedFileException.class);
        }
        SegmentTable.decode(file, size, ByteBuffer.wrap(page), BOOKS);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 43, 44, 4_095, 4_096, 5_000})
    void aTruncatedFileIsRefused(long length) throws IOException {
        write(Section.CODES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }

        assertRefused("is truncated: it has %s%d bytes".formatted(length < SegmentTable.PAGE ? "only " : "", length));
    }

    @Test
    void aFileWithMoreThanWasWrittenIsRefused() throws IOException {
        write(Section.CODES);
        Files.write(file, new byte[10], StandardOpenOption.APPEND);

        assertRefused("is too long");
    }

    @Test
    void aDamagedHeaderIsRefusedBeforeItsIdentityIsRead() throws IOException {
        write(Section.CODES);
        flip(16);

        assertRefused("the checksum of its header is wrong");
    }

    @Test
    void aMissingFileIsRefused() {
        assertRefused("segment-1 is missing");
    }

    @Test
    void aFileOfAnotherKindIsRefused() throws IOException {
        Files.writeString(file, "PK".repeat(5_000));

        assertRefused("is not a segment file of Tamis");
    }

    @Test
    void aFileOfAnotherVersionIsRefused() throws IOException {
        write(Section.CODES);
        overwrite(12, 9);

        assertRefused("has format version 9, expected 2");
    }

    @Test
    void aFileInTheOtherByteOrderIsRefused() throws IOException {
        write(Section.CODES);
        overwrite(8, 0x04030201);

        assertRefused("has big-endian numbers, expected little-endian ones");
    }

    @Test
    void aFileOfAnotherCollectionIsRefused() throws IOException {
        write(Section.CODES);

        assertRefused(new IndexIdentity(8, BOOKS.createdAt(), BOOKS.dimension()), "belongs to collection 7, not 8");
        assertRefused(
                new IndexIdentity(7, BOOKS.createdAt().plusNanos(1_000), BOOKS.dimension()),
                "created at 2025-03-01T10:15:30.123456Z, not at 2025-03-01T10:15:30.123457Z");
        assertRefused(new IndexIdentity(7, BOOKS.createdAt(), 256), "has vectors of 384 dimensions, not 256");
        assertRefused(new IndexIdentity(7, BOOKS.createdAt(), 384, 1), "has vectors of another projection");
    }

    @Test
    void whatIsFinerThanAMicrosecondDoesNotTellCollectionsApart() throws IOException {
        write(Section.CODES);

        SegmentFile.open(file, new IndexIdentity(7, BOOKS.createdAt().plusNanos(999), 384));
    }

    private void assertRefused(String reason) {
        assertRefused(BOOKS, reason);
    }

    private void assertRefused(IndexIdentity expected, String reason) {
        assertThatThrownBy(() -> SegmentFile.open(file, expected))
                .isInstanceOf(RefusedFileException.class)
                .hasMessageContaining(reason);
    }

    private SegmentWriter writer() throws IOException {
        return SegmentFile.create(file, new SegmentHeader(BOOKS, 10, 10));
    }

    private void write(Section section) throws IOException {
        try (SegmentWriter writer = writer()) {
            fill(writer, section, LARGE);
            writer.finish();
        }
    }

    private static int length(Section section) {
        return section == Section.HALVES ? LARGE : 1 + section.number() * 1_000;
    }

    private static void fill(SegmentWriter writer, Section section, int length) {
        try {
            writer.allocate(section, length).copyFrom(MemorySegment.ofArray(content(section, length)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] content(Section section, int length) {
        byte[] content = new byte[length];
        new Random(section.number()).nextBytes(content);
        return content;
    }

    private static byte[] bytes(MemorySegment memory) {
        return memory.toArray(ValueLayout.JAVA_BYTE);
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).toList();
        }
    }

    private SegmentTable.Extent extent(Section section) throws IOException {
        ByteBuffer page = ByteBuffer.wrap(Arrays.copyOf(Files.readAllBytes(file), SegmentTable.PAGE));
        SegmentTable table = SegmentTable.decode(file, Files.size(file), page, BOOKS);
        return Objects.requireNonNull(table.extents().get(section));
    }

    private void flip(long offset) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, offset);
            one.put(0, (byte) (one.get(0) ^ 0x10)).flip();
            channel.write(one, offset);
        }
    }

    private void overwrite(long offset, int value) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(
                    ByteBuffer.allocate(4)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putInt(value)
                            .flip(),
                    offset);
        }
    }
}
