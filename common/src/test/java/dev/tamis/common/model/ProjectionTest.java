package dev.tamis.common.model;

import static dev.tamis.common.model.Artifacts.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectionTest {

    private final long seed = Long.getLong("test.seed", System.nanoTime());

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"2, 2", "384, 384", "768, 100", "33, 65"})
    void itemsAndQueriesBecomeWhatTheSampleSays(int d0, int d) {
        ModelArtifact artifact = Artifacts.projection(d0, d, seed);

        Projection projection = Projection.of(artifact);

        assertThat(projection.inputDimension()).isEqualTo(d0);
        assertThat(projection.dimension()).isEqualTo(d);
        assertThat(projection.sizes()).containsExactly(d / 2, d);
        float[] input = tensor(artifact.tensors(), "sample.input").values();
        float[] last = Arrays.copyOfRange(input, 31 * d0, 32 * d0);
        assertClose(projection.item(last), tensor(artifact.tensors(), "sample.output"));
        assertClose(projection.query(last), tensor(artifact.tensors(), "sample.query.output"));
    }

    @Test
    void queriesUseTheMatrixOfItemsWhereTheyHaveNone() {
        Map<String, Tensor> tensors = Artifacts.projectionTensors(6, 4, seed);
        tensors.remove("query.matrix");
        tensors.put("query.mean", tensor(tensors, "item.mean"));
        tensors.put("sample.query.output", tensor(tensors, "sample.output"));

        Projection projection = Projection.of(artifact(tensors, List.of(2, 4)));

        float[] e = {1, 2, 3, 4, 5, 6};
        assertThat(projection.query(e)).isEqualTo(projection.item(e));
    }

    @Test
    void aSampleThatIsNotReproducedIsRefusedByItsPlace() {
        for (String name : List.of("sample.output", "sample.query.output")) {
            Map<String, Tensor> tensors = Artifacts.projectionTensors(6, 4, seed);
            float[] moved = tensor(tensors, name).values().clone();
            moved[5 * 4 + 3] += 3e-4f;
            tensors.put(name, Tensor.of(moved, 32, 4));

            assertThatThrownBy(() -> Projection.of(artifact(tensors, List.of(2, 4))))
                    .isInstanceOf(ArtifactRefusedException.class)
                    .hasMessageStartingWith("the sample is not reproduced: '%s' has ".formatted(name))
                    .hasMessageContaining("in row 5, column 3, here it is");
        }
    }

    @Test
    void weightsThatOverflowAreRefused() {
        Map<String, Tensor> tensors = Artifacts.projectionTensors(6, 4, seed);
        float[] huge = new float[24];
        Arrays.fill(huge, Float.MAX_VALUE);
        tensors.put("item.matrix", Tensor.of(huge, 4, 6));

        assertThatThrownBy(() -> Projection.of(artifact(tensors, List.of(4))))
                .isInstanceOf(ArtifactRefusedException.class)
                .hasMessageContaining("the sample is not reproduced");
    }

    @Test
    void sizesMustAscendToTheDimension() {
        Map<String, Tensor> tensors = Artifacts.projectionTensors(6, 4, seed);
        for (Object sizes : List.of(List.of(), List.of(2), List.of(4, 4), List.of(3, 2, 4), List.of(0, 4), "4")) {
            assertThatThrownBy(() -> Projection.of(artifact(tensors, sizes)))
                    .isInstanceOf(ArtifactRefusedException.class)
                    .hasMessage("hyperParameters.sizes must ascend to 4, the rows of 'item.matrix', and is " + sizes);
        }
    }

    @Test
    void tensorsOfOtherShapesAreRefusedByName() {
        Map<String, Tensor> tensors = Artifacts.projectionTensors(6, 4, seed);
        tensors.put("query.mean", Tensor.of(new float[5], 5));

        assertThatThrownBy(() -> Projection.of(artifact(tensors, List.of(4))))
                .isInstanceOf(ArtifactRefusedException.class)
                .hasMessage("tensor 'query.mean' has the shape [5], expected [6]");
    }

    @Test
    void anArtifactOfAnotherKindIsRefused() {
        ModelArtifact codes = ModelArtifact.create(
                Artifacts.manifest(ArtifactKind.CODES, Map.of()), Artifacts.projectionTensors(6, 4, seed));

        assertThatThrownBy(() -> Projection.of(codes))
                .isInstanceOf(ArtifactRefusedException.class)
                .hasMessage("it is of kind codes, expected projection");
    }

    @Test
    void vectorsOfAnotherDimensionAreABug() {
        Projection projection = Projection.of(Artifacts.projection(6, 4, seed));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> projection.item(new float[7]))
                .withMessage("vector: expected 6 floats, got 7");
    }

    private void assertClose(float[] actual, Tensor expected) {
        int d = actual.length;
        for (int r = 0; r < d; r++) {
            assertThat(actual[r])
                    .as("output %d, rerun with -Dtest.seed=%d", r, seed)
                    .isCloseTo(expected.values()[31 * d + r], within(1e-5f));
        }
    }

    private static ModelArtifact artifact(Map<String, Tensor> tensors, Object sizes) {
        return ModelArtifact.create(Artifacts.manifest(ArtifactKind.PROJECTION, Map.of("sizes", sizes)), tensors);
    }
}
