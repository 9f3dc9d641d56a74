package dev.tamis.retrieval.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeometryTest {

    private static final long SEED = Long.getLong("test.seed", 20_260_621L);

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void theRankOfEqualDirectionsIsTheirNumber() {
        float[][] axes = new float[12][6];
        for (int i = 0; i < axes.length; i++) {
            axes[i][i % 4] = 1;
        }

        assertThat(Geometry.effectiveRank(axes)).isCloseTo(4, within(1e-3));
    }

    @Test
    void theRankOfOneDirectionIsOneWhicheverWayTheMatrixLies() {
        float[][] few = {{1, 2, 3}, {2, 4, 6}};
        float[][] many = {{1, 2}, {2, 4}, {-3, -6}};

        assertThat(Geometry.effectiveRank(few)).isCloseTo(1, within(1e-3));
        assertThat(Geometry.effectiveRank(many)).isCloseTo(1, within(1e-3));
    }

    @ParameterizedTest(name = "dimension {0}")
    @ValueSource(ints = {2, 5, 10})
    void findsTheDimensionInWhichPointsLieWhateverThatOfTheirSpace(int dimension) {
        float[][] points = new float[4_000][];
        for (int i = 0; i < points.length; i++) {
            points[i] = unitIn(dimension + 1, 40);
        }

        double sum = 0;
        for (int i = 0; i < 200; i++) {
            sum += Geometry.inverseDimension(nearest(points, points[i], 21));
        }

        assertThat(200 / sum).as("seed %d", SEED).isCloseTo(dimension, within(0.15 * dimension));
    }

    @Test
    void isUnknownWhereAllNeighboursAreCopiesOrNoneAreThere() {
        assertThat(Geometry.inverseDimension(new double[] {1, 1, 1})).isNaN();
        assertThat(Geometry.inverseDimension(new double[] {})).isNaN();
    }

    private float[] unitIn(int sub, int d) {
        float[] point = new float[d];
        double norm = 0;
        for (int j = 0; j < sub; j++) {
            point[j] = (float) random.nextGaussian();
            norm += point[j] * point[j];
        }
        for (int j = 0; j < sub; j++) {
            point[j] /= (float) Math.sqrt(norm);
        }
        return point;
    }

    private static double[] nearest(float[][] points, float[] query, int k) {
        double[] negated = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < query.length; j++) {
                negated[i] -= (double) points[i][j] * query[j];
            }
        }
        Arrays.sort(negated);
        return Arrays.stream(negated, 0, k).map(value -> -value).toArray();
    }
}
