package dev.tamis.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExactSearchTest {

    private final SplittableRandom random = new SplittableRandom(3);
    private final Rows items = rows(1_300);
    private final Rows queries = rows(70);

    @Test
    void findsWhatSortingAllProductsFinds() {
        int[][] found = ExactSearch.best(queries, items, 12, query -> -1, 2);

        for (int query = 0; query < queries.count(); query++) {
            assertThat(found[query]).as("query %d", query).isEqualTo(sorted(query, 12));
        }
    }

    @Test
    void leavesOutTheItemThatIsTheQuery() {
        int[][] with = ExactSearch.best(queries, items, 3, query -> -1, 2);

        int[][] without = ExactSearch.best(queries, items, 2, query -> with[query][0], 2);

        for (int query = 0; query < queries.count(); query++) {
            assertThat(without[query]).containsExactly(with[query][1], with[query][2]);
        }
    }

    @Test
    void findsAllWhereThereAreFewerThanAskedFor() {
        int[][] found = ExactSearch.best(queries, items.select(new int[] {0, 1, 2}), 10, query -> -1, 2);

        assertThat(found[0]).containsExactlyInAnyOrder(0, 1, 2);
    }

    private int[] sorted(int query, int k) {
        return IntStream.range(0, items.count())
                .boxed()
                .sorted(Comparator.comparing(item -> -dot(queries.row(query), items.row(item))))
                .limit(k)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (double) a[j] * b[j];
        }
        return sum;
    }

    private Rows rows(int count) {
        float[] values = new float[count * 24];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Rows(values, 24);
    }
}
