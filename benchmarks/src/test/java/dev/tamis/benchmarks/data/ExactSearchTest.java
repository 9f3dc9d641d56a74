package dev.tamis.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExactSearchTest {

    private static final int D = 16;
    private static final int ITEMS = 1_300; // more than two blocks

    @TempDir
    Path folder;

    @Test
    void findsWhatSortingAllScoresFinds() throws Exception {
        float[] vectors = gaussian(1, ITEMS * D);
        float[] queries = gaussian(2, 200 * D);

        Neighbours found = ExactSearch.nearest(file(vectors), queries, 7, null);

        for (int query = 0; query < 200; query++) {
            assertThat(found.ids()[query]).isEqualTo(sorted(vectors, queries, query, 1));
        }
    }

    @Test
    void leavesOutWhatIsNotAllowed() throws Exception {
        float[] vectors = gaussian(1, ITEMS * D);
        float[] queries = gaussian(2, D);

        Neighbours found = ExactSearch.nearest(file(vectors), queries, 7, item -> item % 3 == 0);

        assertThat(found.ids()[0]).isEqualTo(sorted(vectors, queries, 0, 3));
    }

    @Test
    void returnsFewerWhereFewerAreAllowed() throws Exception {
        Neighbours found =
                ExactSearch.nearest(file(gaussian(1, ITEMS * D)), gaussian(2, D), 7, item -> item == 5 || item == 700);

        assertThat(found.ids()[0]).containsExactlyInAnyOrder(5, 700);
    }

    private VectorFile file(float[] vectors) throws Exception {
        VectorFile.append(folder.resolve("vectors"), D, 0, vectors);
        return VectorFile.open(folder.resolve("vectors"), D);
    }

    private static int[] sorted(float[] vectors, float[] queries, int query, int step) {
        return IntStream.range(0, ITEMS)
                .filter(item -> item % step == 0)
                .boxed()
                .sorted(Comparator.comparingDouble(item -> -dot(vectors, item, queries, query)))
                .limit(7)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double dot(float[] vectors, int item, float[] queries, int query) {
        double sum = 0;
        for (int j = 0; j < D; j++) {
            sum += (double) vectors[item * D + j] * queries[query * D + j];
        }
        return sum;
    }

    private static float[] gaussian(long seed, int n) {
        var random = new SplittableRandom(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
