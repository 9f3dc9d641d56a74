package dev.tamis.common.model;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/// Small artifacts of random weights, whose samples are computed value by value in float64.
final class Artifacts {

    private Artifacts() {}

    static ModelManifest manifest(ArtifactKind kind, Map<String, Object> hyperParameters) {
        return new ModelManifest(
                kind,
                "small",
                0,
                "books",
                "tiny",
                Map.of(),
                "",
                new ModelManifest.TrainingData("random numbers", 5, 3, 2, "00"),
                hyperParameters,
                7,
                Map.of("ndcg@10", 0.5),
                "1",
                Instant.parse("2026-01-02T03:04:05Z"));
    }

    static ModelArtifact projection(int d0, int d, long seed) {
        return ModelArtifact.create(
                manifest(ArtifactKind.PROJECTION, Map.of("sizes", List.of(d / 2, d))), projectionTensors(d0, d, seed));
    }

    static Map<String, Tensor> projectionTensors(int d0, int d, long seed) {
        var random = new SplittableRandom(seed);
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("item.mean", random(random, d0));
        tensors.put("query.mean", random(random, d0));
        tensors.put("item.matrix", random(random, d, d0));
        tensors.put("query.matrix", random(random, d, d0));
        tensors.put("sample.input", random(random, 32, d0));
        tensors.put("sample.output", projected(tensors, "item.", d0, d));
        tensors.put("sample.query.output", projected(tensors, "query.", d0, d));
        return tensors;
    }

    static Tensor tensor(Map<String, Tensor> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    static Tensor random(SplittableRandom random, int... shape) {
        int size = 1;
        for (int each : shape) {
            size *= each;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, shape);
    }

    private static Tensor projected(Map<String, Tensor> tensors, String side, int d0, int d) {
        float[] matrix = tensor(tensors, side + "matrix").values();
        float[] out = new float[32 * d];
        for (int i = 0; i < 32; i++) {
            double[] f = centred(tensors, side, i, d0);
            double[] v = new double[d];
            for (int r = 0; r < d; r++) {
                for (int j = 0; j < d0; j++) {
                    v[r] += matrix[r * d0 + j] * f[j];
                }
            }
            normalize(v);
            for (int r = 0; r < d; r++) {
                out[i * d + r] = (float) v[r];
            }
        }
        return Tensor.of(out, 32, d);
    }

    static double[] centred(Map<String, Tensor> tensors, String side, int row, int d) {
        float[] input = tensor(tensors, "sample.input").values();
        float[] mean = tensor(tensors, side + "mean").values();
        double[] f = new double[d];
        for (int j = 0; j < d; j++) {
            f[j] = (double) input[row * d + j] - mean[j];
        }
        return f;
    }

    static void normalize(double[] v) {
        double squares = 0;
        for (double x : v) {
            squares += x * x;
        }
        for (int j = 0; j < v.length; j++) {
            v[j] /= Math.sqrt(squares);
        }
    }
}
