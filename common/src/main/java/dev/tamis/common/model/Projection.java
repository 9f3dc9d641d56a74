package dev.tamis.common.model;

import dev.tamis.common.kernel.Activation;
import dev.tamis.common.kernel.Matrices;
import java.util.ArrayList;
import java.util.List;

/// A linear map to vectors whose prefixes are good vectors too: `v = normalize(M (e - mean))`. Prefixes of the
/// listed sizes are compared after they are scaled to norm 1.
///
/// | tensor                | shape      | meaning                                                          |
/// |-----------------------|------------|------------------------------------------------------------------|
/// | `item.mean`           | `[d0]`     | is taken from items                                              |
/// | `query.mean`          | `[d0]`     | is taken from queries                                            |
/// | `item.matrix`         | `[d, d0]`  | `M`, one row per output                                          |
/// | `query.matrix`        | `[d, d0]`  | `M` for queries; left out, that of items                         |
/// | `sample.input`        | `[32, d0]` | vectors                                                          |
/// | `sample.output`       | `[32, d]`  | what these become as items                                       |
/// | `sample.query.output` | `[32, d]`  | what these become as queries                                     |
///
/// The hyper-parameter `sizes` lists the sizes of the prefixes, ascending; the last is `d`.
///
/// Cost: `d * d0` multiply-adds for a vector. Safe for use by many threads.
///
/// Source: *Matryoshka Representation Learning*, arXiv 2205.13147, with a linear map after the model.
public final class Projection {

    /// How far an output may be from the sample's.
    private static final float TOLERANCE = 1e-4f;

    private final int inputDimension;
    private final int dimension;
    private final List<Integer> sizes;
    private final float[] itemMean;
    private final float[] queryMean;
    private final float[] itemMatrix;
    private final float[] queryMatrix;

    private Projection(ModelArtifact artifact) {
        Tensor matrix = artifact.tensor("item.matrix", -1, -1);
        dimension = matrix.size(0);
        inputDimension = matrix.size(1);
        itemMatrix = matrix.values();
        queryMatrix = artifact.has("query.matrix")
                ? artifact.tensor("query.matrix", dimension, inputDimension).values()
                : itemMatrix;
        itemMean = artifact.tensor("item.mean", inputDimension).values();
        queryMean = artifact.tensor("query.mean", inputDimension).values();
        sizes = sizes(artifact.manifest(), dimension);
    }

    /// The projection of an artifact that reproduces its sample within 1e-4 in every value.
    ///
    /// @throws ArtifactRefusedException if a tensor or parameter is wrong, or the sample is not reproduced
    public static Projection of(ModelArtifact artifact) {
        Samples.requireKind(artifact, ArtifactKind.PROJECTION);
        var projection = new Projection(artifact);
        float[] input = Samples.input(artifact, projection.inputDimension);
        float[] actual = new float[ModelArtifact.SAMPLES * projection.dimension];
        projection.items(input, ModelArtifact.SAMPLES, actual);
        Samples.compare(artifact, Samples.OUTPUT, actual, TOLERANCE);
        projection.queries(input, ModelArtifact.SAMPLES, actual);
        Samples.compare(artifact, Samples.QUERY_OUTPUT, actual, TOLERANCE);
        return projection;
    }

    /// Floats in a vector that it reads.
    public int inputDimension() {
        return inputDimension;
    }

    /// Floats in a vector that it makes.
    public int dimension() {
        return dimension;
    }

    /// The sizes of prefixes that it was fitted for, ascending; the last is the dimension.
    public List<Integer> sizes() {
        return sizes;
    }

    /// The vector of an item.
    ///
    /// @throws IllegalArgumentException if the vector is not of the input dimension
    public float[] item(float[] e) {
        return one(e, itemMean, itemMatrix);
    }

    /// The vector of a query.
    ///
    /// @throws IllegalArgumentException if the vector is not of the input dimension
    public float[] query(float[] e) {
        return one(e, queryMean, queryMatrix);
    }

    /// The vectors of `n` items: `rows` is `[n][d0]`, `out` is `[n][d]`, row-major.
    ///
    /// @throws IllegalArgumentException if an array is shorter than its shape
    public void items(float[] rows, int n, float[] out) {
        project(rows, n, itemMean, itemMatrix, out);
    }

    /// The vectors of `n` queries, likewise.
    ///
    /// @throws IllegalArgumentException if an array is shorter than its shape
    public void queries(float[] rows, int n, float[] out) {
        project(rows, n, queryMean, queryMatrix, out);
    }

    private float[] one(float[] e, float[] mean, float[] matrix) {
        Rows.checkDimension(e, inputDimension);
        float[] v = new float[dimension];
        project(e, 1, mean, matrix, v);
        return v;
    }

    private void project(float[] rows, int n, float[] mean, float[] matrix, float[] out) {
        float[] centred = Rows.minus(rows, n, mean);
        Matrices.multiply(centred, n, matrix, dimension, inputDimension, null, Activation.NONE, out);
        Rows.normalize(out, n, dimension);
    }

    private static List<Integer> sizes(ModelManifest manifest, int dimension) {
        Object listed = manifest.hyperParameters().get("sizes");
        var sizes = new ArrayList<Integer>();
        if (listed instanceof List<?> all) {
            for (Object each : all) {
                if (each instanceof Integer size && size > (sizes.isEmpty() ? 0 : sizes.getLast())) {
                    sizes.add(size);
                }
            }
        }
        if (!sizes.equals(listed) || sizes.isEmpty() || sizes.getLast() != dimension) {
            throw new ArtifactRefusedException(
                    "hyperParameters.sizes must ascend to %d, the rows of 'item.matrix', and is %s"
                            .formatted(dimension, listed));
        }
        return List.copyOf(sizes);
    }
}
