package dev.tamis.common.model;

import static dev.tamis.common.model.Artifacts.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrentCodesTest {

    private static final int D = 24;
    private static final int HIDDEN = 20;

    private final long seed = Long.getLong("test.seed", System.nanoTime());

    @ParameterizedTest(name = "u = {0}, {1} bits, queries of their own {2}")
    @CsvSource({"0, 64, false", "1, 70, false", "1, 128, true", "3, 96, true"})
    void codesAreThoseOfTheFormula(int levels, int bits, boolean ownQueries) {
        Map<String, Tensor> tensors = tensors(levels, bits, ownQueries);

        RecurrentCodes codes = RecurrentCodes.of(artifact(levels, tensors));

        assertThat(codes.levels()).isEqualTo(levels);
        assertThat(codes.dimension()).isEqualTo(bits);
        assertThat(codes.words()).isEqualTo((bits + 63) / 64 * (levels + 1));
        float[] input = tensor(tensors, "sample.input").values();
        int differing = 0;
        for (int row = 0; row < 32; row++) {
            float[] v = Arrays.copyOfRange(input, row * D, (row + 1) * D);
            long[] planes = new long[codes.words()];
            codes.encodeItem(v, planes);
            differing += differing(codes, planes, tensor(tensors, "sample.output"), row);
            codes.encodeQuery(v, planes);
            differing += differing(codes, planes, tensor(tensors, "sample.query.output"), row);
        }
        // Computed in float64 there, in float32 here: a value next to zero may change its sign, and what follows.
        assertThat(differing).as("rerun with -Dtest.seed=%d", seed).isLessThan(64 * bits / 20);
    }

    @Test
    void manyAtOnceAreEncodedAsOneByOne() {
        Map<String, Tensor> tensors = tensors(3, 70, false);
        RecurrentCodes codes = RecurrentCodes.of(artifact(3, tensors));
        float[] input = tensor(tensors, "sample.input").values();
        long[] together = new long[32 * codes.words()];
        Arrays.fill(together, -1);

        codes.encodeItems(input, 32, together);

        for (int row = 0; row < 32; row++) {
            long[] alone = new long[codes.words()];
            codes.encodeItem(Arrays.copyOfRange(input, row * D, (row + 1) * D), alone);
            assertThat(Arrays.copyOfRange(together, row * codes.words(), (row + 1) * codes.words()))
                    .as("rerun with -Dtest.seed=%d", seed)
                    .isEqualTo(alone);
        }
    }

    @Test
    void valuesAndNormAreInUnitsOfTheLastPlane() {
        RecurrentCodes codes = RecurrentCodes.of(artifact(1, tensors(1, 64, false)));
        long[] planes = {0b01, 0b11};

        assertThat(codes.value(planes, 0)).isEqualTo(3);
        assertThat(codes.value(planes, 1)).isEqualTo(-1);
        assertThat(codes.value(planes, 2)).isEqualTo(-3);
        assertThat(codes.norm(planes)).isCloseTo(Math.sqrt(9 + 1 + 62 * 9), within(1e-12));
    }

    @Test
    void aBitThatIsNotReproducedIsRefusedByItsPlace() {
        for (String name : new String[] {"sample.output", "sample.query.output"}) {
            Map<String, Tensor> tensors = tensors(1, 64, false);
            float[] shifted = tensor(tensors, "r1.output.bias").values().clone();
            shifted[0] = 50;
            tensors.put("r1.output.bias", Tensor.of(shifted, 64));
            fillSamples(tensors, 1, 64, false);
            float[] expected = tensor(tensors, name).values().clone();
            expected[3 * 64] -= 1; // row 3, column 0: the second plane says no where it said yes
            tensors.put(name, Tensor.of(expected, 32, 64));

            assertThatThrownBy(() -> RecurrentCodes.of(artifact(1, tensors)))
                    .isInstanceOf(ArtifactRefusedException.class)
                    .hasMessageStartingWith("the sample is not reproduced: '%s' has ".formatted(name))
                    .hasMessageContaining("in row 3, column 0, here the sign of plane 1 is that of ");
        }
    }

    @Test
    void aBitWhoseSignIsTakenOfNextToNothingMayDiffer() {
        Map<String, Tensor> tensors = tensors(0, 64, false);
        zeroRow(tensors, 0, 64);
        float[] outputs = tensor(tensors, "sample.output").values().clone();
        outputs[0] = 1;
        outputs[64] = -1;
        tensors.put("sample.output", Tensor.of(outputs, 32, 64));

        assertThat(RecurrentCodes.of(artifact(0, tensors)).dimension()).isEqualTo(64);
    }

    @Test
    void networksThatSayNothingCannotBeCompared() {
        Map<String, Tensor> tensors = tensors(0, 64, false);
        for (int row = 0; row < 64; row++) {
            zeroRow(tensors, row, 64);
        }

        assertThatThrownBy(() -> RecurrentCodes.of(artifact(0, tensors)))
                .isInstanceOf(ArtifactRefusedException.class)
                .hasMessageContaining("the sample cannot be compared")
                .hasMessageEndingWith("within 1.0E-4 of 0 in 2048 of 2048 cases");
    }

    @Test
    void outputsThatNoCodeHasAreRefused() {
        Map<String, Tensor> tensors = tensors(0, 64, false);
        float[] outputs = tensor(tensors, "sample.output").values().clone();
        outputs[65] *= 0.5f;
        tensors.put("sample.output", Tensor.of(outputs, 32, 64));

        assertThatThrownBy(() -> RecurrentCodes.of(artifact(0, tensors)))
                .isInstanceOf(ArtifactRefusedException.class)
                .hasMessageEndingWith("in row 1, column 1, which no code of 1 planes is");
    }

    @Test
    void onlyThePlanesThatCanBeScannedAreTaken() {
        Map<String, Tensor> tensors = tensors(1, 64, false);

        assertThatThrownBy(() -> RecurrentCodes.of(artifact(2, tensors)))
                .isInstanceOf(ArtifactRefusedException.class)
                .hasMessage("hyperParameters.levels must be 0, 1 or 3, and is 2");
        assertThatThrownBy(() -> RecurrentCodes.of(artifact(3, tensors)))
                .isInstanceOf(ArtifactRefusedException.class)
                .hasMessage("tensor 'r2.hidden.weight' is missing");
    }

    private static ModelArtifact artifact(int levels, Map<String, Tensor> tensors) {
        return ModelArtifact.create(Artifacts.manifest(ArtifactKind.CODES, Map.of("levels", levels)), tensors);
    }

    private Map<String, Tensor> tensors(int levels, int bits, boolean ownQueries) {
        var random = new SplittableRandom(seed);
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("item.mean", Artifacts.random(random, D));
        tensors.put("query.mean", Artifacts.random(random, D));
        tensors.put("sample.input", Artifacts.random(random, 32, D));
        networks(tensors, random, "", levels, bits);
        if (ownQueries) {
            networks(tensors, random, "query.", levels, bits);
        }
        fillSamples(tensors, levels, bits, ownQueries);
        return tensors;
    }

    private static void networks(
            Map<String, Tensor> tensors, SplittableRandom random, String prefix, int levels, int bits) {
        network(tensors, random, prefix + "w0", D, bits);
        tensors.put(prefix + "w0.shortcut.weight", Artifacts.random(random, bits, D));
        for (int t = 1; t <= levels; t++) {
            network(tensors, random, prefix + "r" + t, D, bits);
            network(tensors, random, prefix + "b" + t, bits, D);
        }
    }

    private static void network(Map<String, Tensor> tensors, SplittableRandom random, String name, int in, int out) {
        tensors.put(name + ".hidden.weight", Artifacts.random(random, HIDDEN, in));
        tensors.put(name + ".hidden.bias", Artifacts.random(random, HIDDEN));
        tensors.put(name + ".output.weight", Artifacts.random(random, out, HIDDEN));
        tensors.put(name + ".output.bias", Artifacts.random(random, out));
    }

    private static void fillSamples(Map<String, Tensor> tensors, int levels, int bits, boolean ownQueries) {
        tensors.put("sample.output", codes(tensors, "item.", "", levels, bits));
        tensors.put("sample.query.output", codes(tensors, "query.", ownQueries ? "query." : "", levels, bits));
    }

    /// Makes what the first sign of one value is taken of zero.
    private static void zeroRow(Map<String, Tensor> tensors, int row, int bits) {
        for (String name : new String[] {"w0.output.weight", "w0.output.bias", "w0.shortcut.weight"}) {
            float[] values = tensor(tensors, name).values();
            int width = values.length / bits;
            Arrays.fill(values, row * width, (row + 1) * width, 0);
        }
    }

    private static int differing(RecurrentCodes codes, long[] planes, Tensor expected, int row) {
        int differing = 0;
        for (int j = 0; j < codes.dimension(); j++) {
            float unit = 1 << codes.levels();
            if (codes.value(planes, j) != expected.values()[row * codes.dimension() + j] * unit) {
                differing++;
            }
        }
        return differing;
    }

    /// The formula, value by value in float64.
    private static Tensor codes(Map<String, Tensor> tensors, String side, String prefix, int levels, int bits) {
        float[] out = new float[32 * bits];
        for (int row = 0; row < 32; row++) {
            double[] f = Artifacts.centred(tensors, side, row, D);
            Artifacts.normalize(f);
            double[] b = new double[bits];
            for (int t = 0; t <= levels; t++) {
                double[] x = t == 0 ? apply(tensors, prefix + "w0", f) : refined(tensors, prefix, t, f, b);
                for (int j = 0; j < bits; j++) {
                    b[j] += (x[j] > 0 ? 1 : -1) * Math.pow(2, -t);
                }
            }
            for (int j = 0; j < bits; j++) {
                out[row * bits + j] = (float) b[j];
            }
        }
        return Tensor.of(out, 32, bits);
    }

    private static double[] refined(Map<String, Tensor> tensors, String prefix, int t, double[] f, double[] b) {
        double[] back = apply(tensors, prefix + "b" + t, b);
        Artifacts.normalize(back);
        double[] residual = new double[D];
        for (int j = 0; j < D; j++) {
            residual[j] = f[j] - back[j];
        }
        return apply(tensors, prefix + "r" + t, residual);
    }

    private static double[] apply(Map<String, Tensor> tensors, String name, double[] x) {
        double[] hidden = layer(tensors, name + ".hidden.weight", x);
        float[] hiddenBias = tensor(tensors, name + ".hidden.bias").values();
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = Math.max(0, hidden[i] + hiddenBias[i]);
        }
        double[] out = layer(tensors, name + ".output.weight", hidden);
        float[] bias = tensor(tensors, name + ".output.bias").values();
        double[] added = tensors.containsKey(name + ".shortcut.weight")
                ? layer(tensors, name + ".shortcut.weight", x)
                : new double[out.length];
        for (int i = 0; i < out.length; i++) {
            out[i] += bias[i] + added[i];
        }
        return out;
    }

    private static double[] layer(Map<String, Tensor> tensors, String name, double[] x) {
        Tensor weight = tensor(tensors, name);
        double[] y = new double[weight.size(0)];
        for (int r = 0; r < y.length; r++) {
            for (int j = 0; j < x.length; j++) {
                y[r] += weight.values()[r * x.length + j] * x[j];
            }
        }
        return y;
    }
}
