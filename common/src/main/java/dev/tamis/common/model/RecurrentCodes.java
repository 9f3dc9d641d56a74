package dev.tamis.common.model;

import dev.tamis.common.kernel.BinaryCodes;
import java.util.Arrays;

/// Recurrent binary codes: `b_0 = sign(W_0 f)`, then for t = 1 .. u `r_t = sign(R_t(f - norm(B_t b_(t-1))))` and
/// `b_t = b_(t-1) + 2^-t r_t`. Here `f = norm(v - mean)`, `norm` scales to norm 1, `sign(x)` is 1 for `x > 0` and
/// else minus 1, and `W_0`, `R_t` and `B_t` are networks of one hidden layer.
///
/// | tensor                          | shape      | meaning                                            |
/// |---------------------------------|------------|----------------------------------------------------|
/// | `item.mean`, `query.mean`       | `[d]`      | is taken from items, from queries                  |
/// | `w0.hidden.weight`              | `[h, d]`   | `W_0`: the first layer, followed by `max(x, 0)`    |
/// | `w0.hidden.bias`                | `[h]`      |                                                    |
/// | `w0.output.weight`              | `[m, h]`   | the second layer                                   |
/// | `w0.output.bias`                | `[m]`      |                                                    |
/// | `w0.shortcut.weight`            | `[m, d]`   | added: `S f`; may be left out                      |
/// | `r1.` and so on to `ru.`        |            | `R_t` likewise, `d` to `m`                         |
/// | `b1.` and so on to `bu.`        |            | `B_t` likewise, `m` to `d`                         |
/// | `query.w0.` and so on           |            | networks for queries; left out, those of items     |
/// | `sample.input`                  | `[32, d]`  | vectors                                            |
/// | `sample.output`                 | `[32, m]`  | `b_u` of these as items                            |
/// | `sample.query.output`           | `[32, m]`  | `b_u` of these as queries                          |
///
/// The hyper-parameter `levels` is `u`: 0, 1 or 3. A code has `u + 1` planes of `m` bits, plane 0 first; bit `j`
/// of plane `p` is bit `j % 64` of its long `j / 64 * (u + 1) + p`, as [dev.tamis.common.kernel.PlaneScan] takes
/// it. Its values are odd numbers, in units of `2^-u`.
///
/// Cost: the multiply-adds of `2u + 1` networks for a vector. Safe for use by many threads.
///
/// Source: *Binary Embedding-based Retrieval at Tencent*, arXiv 2302.08714, section 3.
public final class RecurrentCodes {

    /// Values this close to 0 may have either sign, because lanes are summed in an order that depends on the
    /// machine.
    private static final float TOLERANCE = 1e-4f;

    private final int levels;
    private final int inputDimension;
    private final int dimension;
    private final float[] itemMean;
    private final float[] queryMean;
    private final CodeNetworks itemNetworks;
    private final CodeNetworks queryNetworks;

    private RecurrentCodes(ModelArtifact artifact) {
        levels = levels(artifact.manifest());
        Tensor mean = artifact.tensor("item.mean", -1);
        inputDimension = mean.size();
        itemMean = mean.values();
        queryMean = artifact.tensor("query.mean", inputDimension).values();
        itemNetworks = new CodeNetworks(artifact, "", levels, inputDimension, -1);
        dimension = itemNetworks.dimension();
        queryNetworks = artifact.has("query.w0.hidden.weight")
                ? new CodeNetworks(artifact, "query.", levels, inputDimension, dimension)
                : itemNetworks;
    }

    /// The codes of an artifact that reproduces its sample. Each plane is computed from the sample's own planes
    /// before it, and bits may differ where what their sign is taken of is within 1e-4 of 0; nine in ten must be
    /// further away.
    ///
    /// @throws ArtifactRefusedException if a tensor or parameter is wrong, or the sample is not reproduced
    public static RecurrentCodes of(ModelArtifact artifact) {
        Samples.requireKind(artifact, ArtifactKind.CODES);
        var codes = new RecurrentCodes(artifact);
        codes.checkSample(artifact, Samples.OUTPUT, codes.itemMean, codes.itemNetworks);
        codes.checkSample(artifact, Samples.QUERY_OUTPUT, codes.queryMean, codes.queryNetworks);
        return codes;
    }

    /// How often a code is refined, the paper's `u`; it has one more plane.
    public int levels() {
        return levels;
    }

    /// Floats in a vector that it reads.
    public int inputDimension() {
        return inputDimension;
    }

    /// Bits in a plane.
    public int dimension() {
        return dimension;
    }

    /// Longs in a code.
    public int words() {
        return BinaryCodes.words(dimension) * (levels + 1);
    }

    /// Writes the code of an item.
    ///
    /// @throws IllegalArgumentException if the vector is not of the input dimension, or `planes` has fewer longs
    public void encodeItem(float[] v, long[] planes) {
        Rows.checkDimension(v, inputDimension);
        encodeItems(v, 1, planes);
    }

    /// Writes the code of a query.
    ///
    /// @throws IllegalArgumentException if the vector is not of the input dimension, or `planes` has fewer longs
    public void encodeQuery(float[] v, long[] planes) {
        Rows.checkDimension(v, inputDimension);
        encodeQueries(v, 1, planes);
    }

    /// Writes the codes of `n` items one after the other; `rows` is `[n][d]`, row-major.
    ///
    /// @throws IllegalArgumentException if an array is shorter than its shape
    public void encodeItems(float[] rows, int n, long[] planes) {
        encode(Rows.minus(rows, n, itemMean), n, itemNetworks, planes);
    }

    /// Writes the codes of `n` queries, likewise.
    ///
    /// @throws IllegalArgumentException if an array is shorter than its shape
    public void encodeQueries(float[] rows, int n, long[] planes) {
        encode(Rows.minus(rows, n, queryMean), n, queryNetworks, planes);
    }

    /// Value `j` of a code, in units of `2^-u`: an odd number from `1 - 2^(u+1)` to `2^(u+1) - 1`.
    public int value(long[] planes, int j) {
        int value = 0;
        for (int p = 0; p <= levels; p++) {
            long word = planes[j / Long.SIZE * (levels + 1) + p];
            value = 2 * value + ((word >>> j & 1) == 1 ? 1 : -1);
        }
        return value;
    }

    /// The Euclidean norm of a code, in units of `2^-u`.
    public double norm(long[] planes) {
        double squares = 0;
        for (int j = 0; j < dimension; j++) {
            double value = value(planes, j);
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    private void encode(float[] f, int n, CodeNetworks networks, long[] planes) {
        if (planes.length < (long) n * words()) {
            throw new IllegalArgumentException(
                    "planes: expected %d x %d longs, got %d".formatted(n, words(), planes.length));
        }
        Arrays.fill(planes, 0, n * words(), 0);
        Rows.normalize(f, n, inputDimension);
        float[] codes = new float[n * dimension];
        float step = 1;
        for (int t = 0; t <= levels; t++) {
            float[] x = networks.beforeSign(t, f, codes, n, inputDimension);
            for (int i = 0; i < codes.length; i++) {
                boolean set = x[i] > 0;
                codes[i] += set ? step : -step;
                if (set) {
                    int j = i % dimension;
                    planes[i / dimension * words() + j / Long.SIZE * (levels + 1) + t] |= 1L << j;
                }
            }
            step /= 2;
        }
    }

    private void checkSample(ModelArtifact artifact, String name, float[] mean, CodeNetworks networks) {
        float[] expected = Samples.output(artifact, name, dimension);
        float[] f = Rows.minus(Samples.input(artifact, inputDimension), ModelArtifact.SAMPLES, mean);
        Rows.normalize(f, ModelArtifact.SAMPLES, inputDimension);
        float[] codes = new float[expected.length];
        float step = 1;
        int close = 0;
        for (int t = 0; t <= levels; t++) {
            float[] x = networks.beforeSign(t, f, codes, ModelArtifact.SAMPLES, inputDimension);
            for (int i = 0; i < codes.length; i++) {
                boolean set = expected[i] > codes[i];
                if (Math.abs(x[i]) <= TOLERANCE) {
                    close++;
                } else if (set != x[i] > 0 || Float.isNaN(x[i])) {
                    throw new ArtifactRefusedException(
                            "the sample is not reproduced: '%s' has %s in row %d, column %d, here the sign of plane %d is that of %s"
                                    .formatted(name, expected[i], i / dimension, i % dimension, t, x[i]));
                }
                codes[i] += set ? step : -step;
            }
            step /= 2;
        }
        if (!Arrays.equals(codes, expected)) {
            int i = Arrays.mismatch(codes, expected);
            throw new ArtifactRefusedException("'%s' has %s in row %d, column %d, which no code of %d planes is"
                    .formatted(name, expected[i], i / dimension, i % dimension, levels + 1));
        }
        if (close * 10L > (levels + 1L) * codes.length) {
            throw new ArtifactRefusedException(
                    "the sample cannot be compared: the signs of '%s' are taken of values within %s of 0 in %d of %d cases"
                            .formatted(name, TOLERANCE, close, (levels + 1) * codes.length));
        }
    }

    private static int levels(ModelManifest manifest) {
        Object levels = manifest.hyperParameters().get("levels");
        if (levels instanceof Integer u && (u == 0 || u == 1 || u == 3)) {
            return u;
        }
        throw new ArtifactRefusedException("hyperParameters.levels must be 0, 1 or 3, and is " + levels);
    }
}
