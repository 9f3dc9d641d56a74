package dev.tamis.retrieval.index.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.GeoPoint;
import dev.tamis.common.contract.search.FacetValue;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedAttributesTest {

    /// So many that bitmaps have several containers of 65,536.
    private static final int COUNT = 150_001;

    private final long seed = Long.getLong("dev.tamis.test.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void columnsOfEveryShapeAgreeWithOpenOnes() {
        List<Map<String, Object>> items = many(i -> Map.of(
                "unique",
                "item-" + Integer.toUnsignedString(i * -1_640_531_527),
                "few",
                i % 7,
                "rare",
                i % 1_000 == 0 ? List.of(i / 1_000, "x") : List.of(),
                "hundreds",
                (i * 31) % 300,
                "thousands",
                List.of(i % 5_000, i % 3),
                "clustered",
                i / 10_000,
                "place",
                new GeoPoint(i % 181 - 90, i % 361 - 180)));
        var open = new OpenAttributes();
        items.forEach(open::append);
        SealedAttributes sealed = Sealing.sealed(items);

        for (Filter filter : List.of(
                new Filter.Equal("unique", items.get(77_777).getOrDefault("unique", "")),
                new Filter.Prefix("unique", "item-12"),
                new Filter.Range("unique", "item-2", null, null, null),
                new Filter.Equal("few", 3),
                new Filter.Range("few", 0, null, null, 4),
                new Filter.Equal("rare", "x"),
                new Filter.Range("rare", null, 10, 20, null),
                new Filter.Exists("rare", true),
                new Filter.Equal("hundreds", 299),
                new Filter.Range("hundreds", 100, null, 280, null),
                new Filter.In("thousands", List.of(0, 1, 4_000)),
                new Filter.Range("thousands", 2, null, null, null),
                new Filter.Range("clustered", 3, null, 5, null),
                new Filter.GeoRadius("place", new GeoPoint(10, 20), 2_000_000),
                new Filter.GeoRadius("place", new GeoPoint(89, 20), 500_000))) {
            assertThat(sealed.matching(filter, COUNT))
                    .as("%s", filter)
                    .isEqualTo(open.matching(filter, COUNT))
                    .isNotEqualTo(Bits.none(COUNT));
        }
        for (String name : items.getFirst().keySet()) {
            assertThat(counts(sealed, name)).as(name).isEqualTo(counts(open, name));
        }
        for (int ordinal = 0; ordinal < COUNT; ordinal += 97) {
            assertThat(sealed.of(ordinal)).isEqualTo(open.of(ordinal));
        }
    }

    @Test
    void differentStringsTakeSixteenBytesAndTheirText() {
        var builder = new SealedAttributes.Builder(COUNT);
        for (int i = 0; i < COUNT; i++) {
            builder.add(i, Map.of("sku", "%08d".formatted(i)));
        }

        assertThat((double) builder.sizeInBytes() / COUNT).isLessThan(16 + 8 + 0.1);
    }

    @Test
    void anAttributeOfFewItemsTakesNothingForTheOthers() {
        var builder = new SealedAttributes.Builder(1_000_000);
        for (int i = 0; i < 1_000_000; i += 1_000) {
            builder.add(i, Map.of("rare", i));
        }

        assertThat(builder.sizeInBytes()).isLessThan(1_000 * 32);
    }

    @Test
    void itemsComeInAnyOrderAndMayBeMissing() {
        var builder = new SealedAttributes.Builder(100);
        builder.add(70, Map.of("tag", List.of("b", "a", "b")));
        builder.add(3, Map.of("tag", "a"));
        SealedAttributes attributes = SealedAttributes.map(Sealing.section(builder), 100);

        assertThat(attributes.of(70)).isEqualTo(Map.of("tag", List.of("b", "a", "b")));
        assertThat(attributes.of(69)).isEmpty();
        assertThat(attributes.matching(new Filter.Equal("tag", "a"), 100)).containsExactly(1L << 3, 1L << 6);
        assertThat(attributes.matching(new Filter.Not(new Filter.Equal("tag", "a")), 65))
                .containsExactly(~(1L << 3), 1);
    }

    @Test
    void anOrdinalIsAddedOnce() {
        var builder = new SealedAttributes.Builder(2);
        builder.add(1, Map.of("tag", "a"));
        builder.add(1, Map.of("tag", "b"));

        assertThatThrownBy(builder::sizeInBytes)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ordinal 1 was added twice");
    }

    @Test
    void answersAreTheCallersToChange() {
        SealedAttributes attributes = Sealing.sealed(List.of(Map.of("tag", "a"), Map.of()));
        Filter filter = new Filter.Equal("tag", "a");

        attributes.matching(filter, 2)[0] = -1;

        attributes.matching(filter, 2)[0] = -1;
        assertThat(attributes.matching(filter, 2)).containsExactly(1);
    }

    @Test
    void aMappedFileAnswersAsMemoryDoes(@TempDir Path folder) throws IOException {
        List<Map<String, Object>> items = many(i -> Map.of("number", random.nextInt(50), "word", "w" + i % 10));
        MemorySegment section = Sealing.section(builder(items));
        try (Arena arena = Arena.ofConfined();
                var file = FileChannel.open(
                        folder.resolve("attributes"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            file.map(MapMode.READ_WRITE, 0, section.byteSize(), arena).copyFrom(section);
            SealedAttributes mapped =
                    SealedAttributes.map(file.map(MapMode.READ_ONLY, 0, section.byteSize(), arena), COUNT);

            Filter filter = new Filter.Any(
                    List.of(new Filter.Equal("word", "w3"), new Filter.Range("number", null, 40, null, null)));
            assertThat(mapped.matching(filter, COUNT))
                    .isEqualTo(SealedAttributes.map(section, COUNT).matching(filter, COUNT));
            assertThat(mapped.of(COUNT - 1)).isEqualTo(Values.ofRow(items.getLast()));
        }
    }

    @Test
    void anotherFormatIsRefused() {
        assertThatThrownBy(() -> SealedAttributes.map(Arena.ofAuto().allocate(64), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("attributes: expected format 1, got 0");
    }

    private static List<Map<String, Object>> many(IntFunction<Map<String, Object>> item) {
        return IntStream.range(0, COUNT).mapToObj(item).toList();
    }

    private static SealedAttributes.Builder builder(List<Map<String, Object>> items) {
        var builder = new SealedAttributes.Builder(items.size());
        for (int i = 0; i < items.size(); i++) {
            builder.add(i, items.get(i));
        }
        return builder;
    }

    private static List<FacetValue> counts(Attributes attributes, String name) {
        var counter = new FacetCounter();
        long[] among = attributes.matching(new Filter.Range("few", 1, null, null, null), COUNT);
        attributes.count(name, among, COUNT - 5, counter);
        return counter.top(FacetValue.MAX_VALUES);
    }
}
