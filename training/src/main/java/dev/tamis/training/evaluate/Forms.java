package dev.tamis.training.evaluate;

import dev.tamis.common.kernel.Activation;
import dev.tamis.common.kernel.Matrices;
import dev.tamis.common.kernel.Normalization;
import dev.tamis.common.kernel.RandomRotation;
import dev.tamis.common.model.Projection;
import dev.tamis.common.model.RecurrentCodes;
import dev.tamis.training.data.JudgedSet;
import dev.tamis.training.data.Parallel;
import dev.tamis.training.data.Rows;
import dev.tamis.training.fit.PrincipalComponents;
import java.util.Arrays;

/// Makes forms of the vectors of one set: those that need no fit, to compare with, and fitted ones.
public final class Forms {

    private static final int CHUNK = 1_024;

    private final Rows items;
    private final Rows queries;
    private final float[] itemMean;
    private final float[] queryMean;
    private final int threads;

    /// @param queryMean taken from queries; of others than those that are evaluated
    public Forms(JudgedSet set, float[] queryMean, int threads) {
        this.items = set.items();
        this.queries = set.queries();
        this.itemMean = items.mean();
        this.queryMean = queryMean;
        this.threads = threads;
    }

    /// Prefixes of the vectors as they are.
    public Form plain(int size) {
        return prefixes("plain", items, queries, size);
    }

    /// Prefixes of the centred vectors' principal components.
    public Form principal(PrincipalComponents components, int size) {
        int d = items.dimension();
        return prefixes(
                "pca",
                mapped(items.centred(itemMean), components.axes(), d),
                mapped(queries.centred(queryMean), components.axes(), d),
                size);
    }

    /// Prefixes of a projection.
    public Form projected(Projection projection, int size) {
        int d = projection.dimension();
        return prefixes(
                "fitted",
                batches(items, d, (rows, n, out) -> projection.items(rows, n, out)),
                batches(queries, d, (rows, n, out) -> projection.queries(rows, n, out)),
                size);
    }

    /// Signs of the vectors as they are; further bits are signs of random rotations.
    ///
    /// @param bits a multiple of the dimension
    public Form signs(int bits, long seed) {
        return signs("sign", items, queries, bits, seed, false);
    }

    /// Signs of random rotations of the centred vectors.
    ///
    /// @param bits a multiple of the dimension
    public Form centredSigns(int bits, long seed) {
        return signs("centred", items.centred(itemMean), queries.centred(queryMean), bits, seed, true);
    }

    /// An estimate of the inner products of the vectors from codes of the items alone; queries stay floats.
    ///
    /// The centred, rotated item `x` becomes the nearest code `y`, by angle, of `2^b` even levels a value; the
    /// product with a query `q` is then about `<q, y> |x|^2 / <x, y>`, without bias. Centring takes products with
    /// the mean apart; they are stored as one more float.
    ///
    /// Source: J. Gao and C. Long, *RaBitQ*, arXiv 2405.12497, and for more bits J. Gao et al., arXiv 2409.09913.
    ///
    /// @param bits of a value
    public Form rabitq(int bits, long seed) {
        int d = items.dimension();
        var rotation = new RandomRotation(d, seed);
        Rows coded = each(items, d + 1, (row, out) -> {
            float[] centred = minus(row, itemMean);
            float[] rotated = new float[d];
            rotation.rotate(centred, 0, rotated);
            float[] code = new AngularCode(bits).nearest(rotated);
            double product = dot(rotated, code);
            double scale = product == 0 ? 0 : dot(rotated, rotated) / product;
            for (int j = 0; j < d; j++) {
                out[j] = (float) (code[j] * scale);
            }
            out[d] = (float) dot(row, itemMean);
        });
        Rows asked = each(queries, d + 1, (row, out) -> {
            float[] rotated = new float[d];
            rotation.rotate(minus(row, itemMean), 0, rotated);
            System.arraycopy(rotated, 0, out, 0, d);
            out[d] = 1;
        });
        return new Form("rabitq", bits * d, bits * d / 8.0 + 2 * Float.BYTES, coded, asked);
    }

    /// Recurrent codes, and their norms, after some of their planes.
    ///
    /// @param planes 1 to all
    public Form recurrent(RecurrentCodes codes, int planes) {
        int m = codes.dimension();
        int words = codes.words();
        Rows coded = batches(items, m, (rows, n, out) -> {
            long[] all = new long[n * words];
            codes.encodeItems(rows, n, all);
            values(all, n, m, codes.levels() + 1, planes, out);
        });
        Rows asked = batches(queries, m, (rows, n, out) -> {
            long[] all = new long[n * words];
            codes.encodeQueries(rows, n, all);
            values(all, n, m, codes.levels() + 1, planes, out);
        });
        int bits = planes * m;
        return new Form("recurrent", bits, bits / 8.0 + (planes == 1 ? 0 : Float.BYTES), unit(coded), unit(asked));
    }

    private static void values(long[] codes, int n, int m, int stored, int planes, float[] out) {
        int words = codes.length / n;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                int value = 0;
                for (int p = 0; p < planes; p++) {
                    long word = codes[i * words + j / Long.SIZE * stored + p];
                    value = 2 * value + ((word >>> j & 1) == 1 ? 1 : -1);
                }
                out[i * m + j] = value;
            }
        }
    }

    private Form signs(String method, Rows from, Rows asked, int bits, long seed, boolean rotated) {
        int d = from.dimension();
        if (bits % d != 0) {
            throw new IllegalArgumentException("bits: expected a multiple of %d, got %d".formatted(d, bits));
        }
        var rotations = new RandomRotation[bits / d];
        Arrays.setAll(rotations, part -> new RandomRotation(d, seed + part));
        RowFunction signs = (row, out) -> {
            float[] turned = row;
            for (int part = 0; part < rotations.length; part++) {
                if (part > 0 || rotated) {
                    turned = new float[d];
                    rotations[part].rotate(row, 0, turned);
                }
                for (int j = 0; j < d; j++) {
                    out[part * d + j] = turned[j] > 0 ? 1 : -1;
                }
            }
        };
        return new Form(method, bits, bits / 8.0, each(from, bits, signs), each(asked, bits, signs));
    }

    private Form prefixes(String method, Rows from, Rows asked, int size) {
        RowFunction cut = (row, out) -> System.arraycopy(row, 0, out, 0, size);
        return new Form(
                method, size, size * (double) Float.BYTES, unit(each(from, size, cut)), unit(each(asked, size, cut)));
    }

    private Rows mapped(Rows from, float[] matrix, int outputs) {
        int d = from.dimension();
        return batches(
                from,
                outputs,
                (rows, n, out) -> Matrices.multiply(rows, n, matrix, outputs, d, null, Activation.NONE, out));
    }

    private Rows unit(Rows from) {
        return each(from, from.dimension(), (row, out) -> {
            Normalization.normalize(row);
            System.arraycopy(row, 0, out, 0, row.length);
        });
    }

    private static float[] minus(float[] row, float[] mean) {
        float[] centred = row.clone();
        for (int j = 0; j < mean.length; j++) {
            centred[j] -= mean[j];
        }
        return centred;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (double) a[j] * b[j];
        }
        return sum;
    }

    private interface RowFunction {
        void apply(float[] row, float[] out);
    }

    private interface BatchFunction {
        void apply(float[] rows, int n, float[] out);
    }

    private Rows each(Rows from, int outputs, RowFunction function) {
        int d = from.dimension();
        return batches(from, outputs, (rows, n, out) -> {
            float[] row = new float[d];
            float[] made = new float[outputs];
            for (int i = 0; i < n; i++) {
                System.arraycopy(rows, i * d, row, 0, d);
                function.apply(row, made);
                System.arraycopy(made, 0, out, i * outputs, outputs);
            }
        });
    }

    private Rows batches(Rows from, int outputs, BatchFunction function) {
        int d = from.dimension();
        float[] values = new float[from.count() * outputs];
        Parallel.forEach(threads, Math.ceilDiv(from.count(), CHUNK), chunk -> {
            int first = chunk * CHUNK;
            int n = Math.min(CHUNK, from.count() - first);
            float[] rows = new float[n * d];
            from.copy(first, n, rows);
            float[] out = new float[n * outputs];
            function.apply(rows, n, out);
            System.arraycopy(out, 0, values, first * outputs, out.length);
        });
        return new Rows(values, outputs);
    }
}
