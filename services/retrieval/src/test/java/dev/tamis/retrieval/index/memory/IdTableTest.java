package dev.tamis.retrieval.index.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdTableTest {

    private static final IndexIdentity BOOKS = new IndexIdentity(7, Instant.EPOCH, 384);

    @TempDir
    private Path folder;

    @Test
    void findsEveryIdAndNoOther() throws IOException {
        int count = 20_000;
        IdTable table =
                write(IntStream.range(0, count).mapToObj(i -> "sku-" + i).toList());

        assertThat(table.count()).isEqualTo(count);
        for (int i = 0; i < count; i++) {
            assertThat(table.ordinalOf("sku-" + i)).isEqualTo(i);
            assertThat(table.idOf(i)).isEqualTo("sku-" + i);
            assertThat(table.ordinalOf("sku-" + (count + i))).isEqualTo(IdTable.ABSENT);
        }
    }

    @Test
    void leavesHolesWhereThereIsNoId() throws IOException {
        IdTable table = write(Arrays.asList(null, "dune", null, null, "emma", null));

        assertThat(table.count()).isEqualTo(6);
        assertThat(table.ordinalOf("dune")).isEqualTo(1);
        assertThat(table.ordinalOf("emma")).isEqualTo(4);
        assertThat(table.idOf(4)).isEqualTo("emma");
        assertThat(IntStream.range(0, 6).filter(table::isHole)).containsExactly(0, 2, 3, 5);
        assertThatIllegalArgumentException().isThrownBy(() -> table.idOf(3)).withMessage("ordinal 3 is a hole");
    }

    @Test
    void holdsIdsOfAnyLengthAndScript() throws IOException {
        List<@Nullable String> ids = new ArrayList<>(List.of("é", "日本", "🦊", "a🦊é日", "\u0000", "\u0000\u0000"));
        for (int length = 1; length <= 40; length++) {
            ids.add("x".repeat(length));
        }
        ids.add("long".repeat(5_000));

        IdTable table = write(ids);

        for (int i = 0; i < ids.size(); i++) {
            assertThat(table.idOf(i)).isEqualTo(ids.get(i));
            assertThat(table.ordinalOf(table.idOf(i))).isEqualTo(i);
        }
    }

    @Test
    void tellsIdsApartWhoseHashesLookTheSameInASlot() throws IOException {
        assertThat((int) hash("sku-8632")).isEqualTo((int) hash("sku-15838"));

        IdTable both = write(List.of("sku-8632", "sku-15838"));
        assertThat(both.ordinalOf("sku-8632")).isEqualTo(0);
        assertThat(both.ordinalOf("sku-15838")).isEqualTo(1);
        assertThat(write(List.of("sku-8632")).ordinalOf("sku-15838")).isEqualTo(IdTable.ABSENT);
    }

    @Test
    void hashesAsTheFileFormatSays() {
        assertThat(hash("a")).isEqualTo(0x30696779209dd0e5L);
        assertThat(hash("dune")).isEqualTo(0x9d6420f5242fa028L);
        assertThat(hash("12345678")).isEqualTo(0x941f462521a96cd6L);
        assertThat(hash("日本 sku-0001")).isEqualTo(0xdc03df39962a3029L);
    }

    @Test
    void knowsNothingWhereNothingWasWritten() throws IOException {
        assertThat(write(List.of()).count()).isZero();
        assertThat(write(List.of()).ordinalOf("dune")).isEqualTo(IdTable.ABSENT);
        assertThat(write(Arrays.asList(null, null)).ordinalOf("dune")).isEqualTo(IdTable.ABSENT);
        assertThat(write(Arrays.asList(null, null)).count()).isEqualTo(2);
        try (SegmentWriter writer = writer()) {
            assertThat(IdTable.of(writer.finish()).ordinalOf("dune")).isEqualTo(IdTable.ABSENT);
        }
    }

    @Test
    void refusesAnIdThatIsThereTwice() throws IOException {
        try (SegmentWriter writer = writer()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> IdTable.write(Arrays.asList("emma", null, "dune", "emma"), writer))
                    .withMessage("id 'emma' is at ordinal 0 and again at 3");
        }
    }

    @Test
    void refusesAnEmptyId() throws IOException {
        try (SegmentWriter writer = writer()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> IdTable.write(List.of("dune", ""), writer))
                    .withMessage("the id of ordinal 1 is empty");
        }
    }

    @Test
    void takesSixteenBytesAnItemBesideTheId() throws IOException {
        try (SegmentWriter writer = writer()) {
            IdTable.write(IntStream.range(0, 1_000).mapToObj(Integer::toString).toList(), writer);
            SegmentFile file = writer.finish();

            assertThat(file.section(Section.ID_BYTES).byteSize()).isEqualTo(10 + 180 + 2_700);
            assertThat(file.section(Section.ID_OFFSETS).byteSize()
                            + file.section(Section.ID_TABLE).byteSize())
                    .isEqualTo(16_000 + 12);
        }
    }

    private static long hash(String id) {
        return IdTable.hash(id.getBytes(StandardCharsets.UTF_8));
    }

    private IdTable write(List<? extends @Nullable String> ids) throws IOException {
        try (SegmentWriter writer = writer()) {
            IdTable.write(ids, writer);
            return IdTable.of(writer.finish());
        }
    }

    private SegmentWriter writer() throws IOException {
        return SegmentFile.create(folder.resolve("segment-1"), new SegmentHeader(BOOKS, 10, 10));
    }
}
