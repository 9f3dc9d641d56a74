package dev.tamis.worker.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.retrieval.VectorPage;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ItemsTest {

    private static final int ALL = 10_000;

    @Test
    void allAreKeptWhereThereIsRoom() {
        var items = new Items(2, 3, 100, Set.of());

        items.add(page("a", "b"));
        items.add(page("c", "d")); // more than were expected

        assertThat(items.rows().values()).containsExactly(0, 1, 1, 2, 0, 1, 1, 2);
        assertThat(items.positions()).containsEntry("a", 0).containsEntry("d", 3);
    }

    @Test
    void ofTooManyASampleIsTakenThatOnlyDependsOnIds() {
        Items first = sample(Set.of());

        assertThat(first.count()).isBetween(800, 1_200);
        assertThat(first.rows().count()).isEqualTo(first.count());
        assertThat(sample(Set.of()).positions()).isEqualTo(first.positions());
    }

    @Test
    void judgedItemsAreKeptWhateverTheSample() {
        var judged = Set.of("item 1", "item 77", "item 4711");

        assertThat(sample(Set.of()).positions()).doesNotContainKeys(judged.toArray(String[]::new));
        assertThat(sample(judged).positions()).containsKeys(judged.toArray(String[]::new));
    }

    private static Items sample(Set<String> judged) {
        var items = new Items(2, ALL, ALL / 10, judged);
        items.add(page(IntStream.range(0, ALL).mapToObj(i -> "item " + i).toArray(String[]::new)));
        return items;
    }

    private static VectorPage page(String... ids) {
        short[] halves = new short[2 * ids.length];
        for (int i = 0; i < ids.length; i++) {
            halves[2 * i] = Float.floatToFloat16(i % 2);
            halves[2 * i + 1] = Float.floatToFloat16(1 + i % 2);
        }
        return new VectorPage(2, List.of(ids), halves);
    }
}
