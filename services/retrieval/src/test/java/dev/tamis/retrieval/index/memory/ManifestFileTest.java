package dev.tamis.retrieval.index.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roaringbitmap.RoaringBitmap;

class ManifestFileTest {

    private static final IndexIdentity BOOKS = new IndexIdentity(7, Instant.parse("2025-03-01T10:15:30Z"), 384);
    private static final Manifest TWO_SEGMENTS = new Manifest(
            123_456_789_012L,
            List.of(
                    new Manifest.Entry("segment-a1", 1_000_000, RoaringBitmap.bitmapOf(0, 63, 64, 999_999)),
                    new Manifest.Entry("segment-b2", 70, new RoaringBitmap())));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("generation");
    }

    @Test
    void whatWasWrittenIsReadBack() throws IOException {
        ManifestFile.write(file, BOOKS, TWO_SEGMENTS);

        assertThat(ManifestFile.read(file, BOOKS)).isEqualTo(TWO_SEGMENTS);
        assertThat(folder).isDirectoryNotContaining(each -> !each.equals(file));
    }

    @Test
    void theNextGenerationReplacesTheOneBefore() throws IOException {
        ManifestFile.write(file, BOOKS, TWO_SEGMENTS);

        ManifestFile.write(file, BOOKS, Manifest.EMPTY);

        assertThat(ManifestFile.read(file, BOOKS)).isEqualTo(Manifest.EMPTY);
    }

    @Test
    void deadItemsAreTheBitsThatWereSet() {
        long[] bits = TWO_SEGMENTS.segments().get(0).deadBits();

        assertThat(bits).hasSize(15_625);
        assertThat(bits[0]).isEqualTo(1L | 1L << 63);
        assertThat(bits[1]).isEqualTo(1);
        assertThat(bits[15_624]).isEqualTo(1L << 63);
        assertThat(Arrays.stream(bits).filter(word -> word != 0)).hasSize(3);
        assertThat(TWO_SEGMENTS.segments().get(1).deadBits()).containsExactly(0, 0);
    }

    @Test
    void fewDeadItemsTakeLittleRoom() throws IOException {
        ManifestFile.write(file, BOOKS, TWO_SEGMENTS);

        assertThat(Files.size(file)).isLessThan(200);
    }

    @Test
    void aFlippedBitIsRefusedWhereverItIs() throws IOException {
        ManifestFile.write(file, BOOKS, TWO_SEGMENTS);
        byte[] bytes = Files.readAllBytes(file);

        for (int at = Preamble.BYTES; at < bytes.length; at++) {
            bytes[at] ^= 1;
            Files.write(file, bytes);
            bytes[at] ^= 1;
            assertRefused(BOOKS, "is damaged or truncated: its checksum is wrong");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 43, 44, 59})
    void aFileWithoutRoomForAHeaderIsRefused(int length) throws IOException {
        ManifestFile.write(file, BOOKS, Manifest.EMPTY);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));

        assertRefused(BOOKS, "is truncated: it has only " + length + " bytes");
    }

    @Test
    void aTruncatedFileIsRefused() throws IOException {
        ManifestFile.write(file, BOOKS, TWO_SEGMENTS);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - 1));

        assertRefused(BOOKS, "is damaged or truncated: its checksum is wrong");
    }

    @Test
    void aFileOfAnotherKindVersionOrByteOrderIsRefused() throws IOException {
        Files.writeString(file, "TAMISSEG".repeat(10));
        assertRefused(BOOKS, "is not a generation file of Tamis");

        ManifestFile.write(file, BOOKS, TWO_SEGMENTS);
        overwrite(12, 9);
        assertRefused(BOOKS, "has format version 9, expected 2");

        ManifestFile.write(file, BOOKS, TWO_SEGMENTS);
        overwrite(8, 0x04030201);
        assertRefused(BOOKS, "has big-endian numbers");
    }

    @Test
    void aFileOfAnotherCollectionIsRefused() throws IOException {
        ManifestFile.write(file, BOOKS, TWO_SEGMENTS);

        assertRefused(new IndexIdentity(8, BOOKS.createdAt(), 384), "belongs to collection 7, not 8");
        assertRefused(new IndexIdentity(7, Instant.EPOCH, 384), "to that of another database");
        assertRefused(new IndexIdentity(7, BOOKS.createdAt(), 8), "has vectors of 384 dimensions, not 8");
        assertRefused(new IndexIdentity(7, BOOKS.createdAt(), 384, 1), "has vectors of another projection");
    }

    @Test
    void anEntryNamesAFileOfItsFolderAndOrdinalsOfItsSegment() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Manifest.Entry("../segment-1", 1, new RoaringBitmap()))
                .withMessage("'../segment-1' is not a segment's name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Manifest.Entry("segment-1", 10, RoaringBitmap.bitmapOf(10)))
                .withMessage("segment-1: dead items beyond its 10 ordinals");
    }

    private void assertRefused(IndexIdentity expected, String reason) {
        assertThatThrownBy(() -> ManifestFile.read(file, expected))
                .isInstanceOf(RefusedFileException.class)
                .hasMessageContaining(reason);
    }

    private void overwrite(int offset, int value) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
        Files.write(file, bytes);
    }
}
