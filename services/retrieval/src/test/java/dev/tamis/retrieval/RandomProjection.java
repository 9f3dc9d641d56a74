package dev.tamis.retrieval;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.model.ArtifactKind;
import dev.tamis.common.model.ModelArtifact;
import dev.tamis.common.model.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;

/// A projection with random weights, and what it makes of vectors, in float64 by its definition.
final class RandomProjection {

    private final int d0;
    private final int d;
    private final List<Integer> sizes;
    private final float[] itemMean;
    private final float[] queryMean;
    private final float[] matrix;

    /// @param sizes ascending; the last is its dimension
    RandomProjection(int inputDimension, List<Integer> sizes, long seed) {
        var random = new SplittableRandom(seed);
        this.d0 = inputDimension;
        this.d = sizes.getLast();
        this.sizes = sizes;
        this.itemMean = gaussian(random, d0, 0.3);
        this.queryMean = gaussian(random, d0, 0.3);
        this.matrix = gaussian(random, d * d0, 1);
    }

    ModelArtifact artifact(String name, String collection) {
        int n = ModelArtifact.SAMPLES;
        float[] input = gaussian(new SplittableRandom(1), n * d0, 1);
        float[] items = new float[n * d];
        float[] queries = new float[n * d];
        for (int i = 0; i < n; i++) {
            float[] e = Arrays.copyOfRange(input, i * d0, (i + 1) * d0);
            double[] item = projected(e, itemMean, d);
            double[] query = projected(e, queryMean, d);
            for (int j = 0; j < d; j++) {
                items[i * d + j] = (float) item[j];
                queries[i * d + j] = (float) query[j];
            }
        }
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("item.mean", Tensor.of(itemMean, d0));
        tensors.put("query.mean", Tensor.of(queryMean, d0));
        tensors.put("item.matrix", Tensor.of(matrix, d, d0));
        tensors.put("sample.input", Tensor.of(input, n, d0));
        tensors.put("sample.output", Tensor.of(items, n, d));
        tensors.put("sample.query.output", Tensor.of(queries, n, d));
        return ModelArtifact.create(Rotations.manifest(ArtifactKind.PROJECTION, name, collection, sizes), tensors);
    }

    /// Cosine of a query to an item as it is stored, both projected and cut.
    double cosine(DenseVector query, DenseVector item, int dimensions) {
        return dot(projected(query.toArray(), queryMean, dimensions), projected(stored(item), itemMean, dimensions));
    }

    /// Cosine of a query to an item as it is stored.
    static double plainCosine(DenseVector query, DenseVector item) {
        return dot(normalized(doubles(query.toArray())), normalized(doubles(stored(item))));
    }

    private double[] projected(float[] e, float[] mean, int dimensions) {
        double[] v = new double[dimensions];
        for (int i = 0; i < dimensions; i++) {
            for (int j = 0; j < d0; j++) {
                v[i] += (double) matrix[i * d0 + j] * (e[j] - mean[j]);
            }
        }
        return normalized(v);
    }

    private static float[] stored(DenseVector item) {
        float[] values = item.toArray();
        for (int j = 0; j < values.length; j++) {
            values[j] = Float.float16ToFloat(Float.floatToFloat16(values[j]));
        }
        return values;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int j = 0; j < values.length; j++) {
            doubles[j] = values[j];
        }
        return doubles;
    }

    private static double[] normalized(double[] v) {
        double norm = Math.sqrt(dot(v, v));
        return Arrays.stream(v).map(each -> each / norm).toArray();
    }

    private static double dot(double[] one, double[] other) {
        double dot = 0;
        for (int j = 0; j < one.length; j++) {
            dot += one[j] * other[j];
        }
        return dot;
    }

    private static float[] gaussian(SplittableRandom random, int n, double deviation) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }
}
