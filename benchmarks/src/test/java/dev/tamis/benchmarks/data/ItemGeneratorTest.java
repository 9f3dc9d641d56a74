package dev.tamis.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemGeneratorTest {

    private static final int D = 32;

    @TempDir
    Path folder;

    private VectorFile real;
    private int[][] near;

    @BeforeEach
    void someRealVectors() throws Exception {
        VectorFile.append(folder.resolve("real"), D, 0, new SyntheticVectors(D, 3).generate(0, 500));
        real = VectorFile.open(folder.resolve("real"), D);
        near = new int[real.size()][];
        for (int i = 0; i < near.length; i++) {
            int self = i;
            int[] ids = ExactSearch.nearest(real, real.row(i), 5, null).ids()[0];
            near[i] = Arrays.stream(ids).filter(id -> id != self).toArray();
        }
    }

    @Test
    void makesTheSameVectorsWhateverTheyAreMadeWith() {
        var generator = new ItemGenerator(real, near, 10_000);

        float[] all = generator.generate(1_000, 600);
        float[] some = generator.generate(1_300, 300);

        assertThat(some).isEqualTo(Arrays.copyOfRange(all, 300 * D, 600 * D));
    }

    @Test
    void makesVectorsOfUnitLengthThatAreNoCopies() {
        float[] made = new ItemGenerator(real, near, 10_000).generate(1_000, 200);

        Set<Float> firstValues = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            float[] vector = Arrays.copyOfRange(made, i * D, (i + 1) * D);
            firstValues.add(vector[0]);
            double square = 0;
            for (float value : vector) {
                square += (double) value * value;
            }
            assertThat(square).isCloseTo(1, within(1e-5));
            assertThat(ExactSearch.nearest(real, vector, 1, null).scores()[0][0])
                    .isLessThan(0.9999f);
        }
        assertThat(firstValues).hasSize(200);
    }

    @Test
    void weighsDifferencesLessInLargerSets() {
        assertThat(ItemGenerator.difference(200_000)).isCloseTo(0.73f, within(1e-6f));
        assertThat(ItemGenerator.difference(1_000_000)).isCloseTo(0.544f, within(1e-3f));
        assertThat(ItemGenerator.difference(4_000_000)).isBetween(0.2f, 0.54f);
    }
}
