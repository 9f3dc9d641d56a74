package dev.tamis.retrieval.index.memory;

import dev.tamis.common.kernel.AsymmetricScan;
import dev.tamis.common.kernel.BinaryCodes;
import dev.tamis.common.kernel.Normalization;
import dev.tamis.common.kernel.Quantization;
import dev.tamis.retrieval.index.attribute.SealedAttributes;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Seals items of other segments and of the tail into one new segment.
final class SegmentBuilder {

    private static final int BATCH = 256;
    /// Vectors that coarse lists are fitted on, for each list.
    private static final int SAMPLE_PER_LIST = 40;
    private static final int ROUNDS = 5;
    private static final int MEAN_SAMPLE = 50_000;
    private static final int CHECK_EVERY = 4_096;
    /// Ordinals that are encoded at a time, in whole records of codes.
    private static final int ENCODED = 1_024;
    private static final int BLOCK = 8;
    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED;

    private final int d;
    private final MemoryIndexSettings settings;
    private final Workers workers;
    private final List<Rows> sources = new ArrayList<>();
    private long[] items = new long[1_024];
    private int count;
    private int vectors;

    SegmentBuilder(int d, MemoryIndexSettings settings, Workers workers) {
        this.d = d;
        this.settings = settings;
        this.workers = workers;
    }

    /// Takes the items of a source whose bit is set.
    void add(Rows source, long[] alive) {
        long number = sources.size();
        sources.add(source);
        int[] ordinals = new int[Bits.count(alive, alive.length * 64)];
        int n = Bits.list(alive, 0, alive.length * 64, ordinals);
        items = Arrays.copyOf(items, Math.max(items.length, count + n));
        for (int i = 0; i < n; i++) {
            items[count++] = number << 32 | ordinals[i];
            vectors += source.hasVector(ordinals[i]) ? 1 : 0;
        }
    }

    int count() {
        return count;
    }

    /// Writes the segment.
    ///
    /// @param divided whether it gets coarse lists if it is large enough
    /// @param queries of norm 1 that were asked; if there are none, items take their place
    /// @throws java.util.concurrent.CancellationException if the workers give up; nothing is left of it then
    SegmentFile build(IndexFolder folder, boolean divided, List<float[]> queries) throws IOException {
        vectorsFirst();
        int[] listOf = new int[vectors];
        int k = divided ? listCount() : 1;
        if (k > 1) {
            assign(centroids(k), k, listOf);
        }
        Layout layout = layout(listOf, k);
        CoarseLists lists = lists(layout);
        try (SegmentWriter writer = folder.newSegment(layout.placed.length, count)) {
            Space space = new Space(queries.isEmpty() ? mean(sample(MEAN_SAMPLE, 1)) : mean(queries));
            writer.allocate(Section.SPACE, (long) d * Float.BYTES).copyFrom(MemorySegment.ofArray(space.queryMean()));
            lists.write(
                    writer.allocate(Section.CENTROIDS, CoarseLists.centroidBytes(k, d)),
                    writer.allocate(Section.LISTS, CoarseLists.listBytes(k)));
            SegmentVectors encoded = encode(writer, space, lists, layout);
            describe(writer, layout);
            var calibrator = new Calibrator(encoded, workers);
            Calibration measured = queries.isEmpty() ? calibrator.onItems() : calibrator.onQueries(queries);
            measured.write(writer.allocate(Section.CURVES, Calibration.BYTES));
            workers.requireWanted();
            return writer.finish();
        }
    }

    /// Where every item goes.
    private static final class Layout {

        /// The first ordinal of each list, and the end of the last.
        final int[] starts;
        /// The item at each ordinal, -1 for holes.
        final long[] placed;

        Layout(int[] starts, long[] placed) {
            this.starts = starts;
            this.placed = placed;
        }

        int vectors() {
            return starts[starts.length - 1];
        }
    }

    private int listCount() {
        return vectors < settings.listsFrom() ? 1 : (int) Math.round(2 * Math.sqrt(vectors));
    }

    private void vectorsFirst() {
        long[] sorted = new long[count];
        int first = 0;
        int last = vectors;
        for (int i = 0; i < count; i++) {
            if (source(items[i]).hasVector((int) items[i])) {
                sorted[first++] = items[i];
            } else {
                sorted[last++] = items[i];
            }
        }
        items = sorted;
    }

    private Rows source(long item) {
        return sources.get((int) (item >>> 32));
    }

    /// The vector of an item at norm 1.
    private void unit(long item, float[] into, int at) {
        Rows source = source(item);
        MemorySegment halves = source.halves((int) item);
        float scale = source.inverseNorm((int) item);
        for (int j = 0; j < d; j++) {
            into[at + j] = scale * Float.float16ToFloat(halves.get(HALF, 2L * j));
        }
    }

    private float[] sample(int size, long seed) {
        int[] chosen = size >= vectors
                ? IntStream.range(0, vectors).toArray()
                : new SplittableRandom(seed)
                        .ints(0, vectors)
                        .distinct()
                        .limit(size)
                        .toArray();
        float[] sample = new float[chosen.length * d];
        workers.divide(chosen.length, BATCH, (from, to) -> {
            for (int i = from; i < to; i++) {
                unit(items[chosen[i]], sample, i * d);
            }
        });
        return sample;
    }

    private float[] mean(List<float[]> queries) {
        float[] flat = new float[queries.size() * d];
        for (int i = 0; i < queries.size(); i++) {
            System.arraycopy(queries.get(i), 0, flat, i * d, d);
        }
        return mean(flat);
    }

    private float[] mean(float[] sample) {
        double[] sums = new double[d];
        for (int i = 0; i < sample.length; i++) {
            sums[i % d] += sample[i];
        }
        float[] mean = new float[d];
        for (int j = 0; j < d; j++) {
            mean[j] = (float) (sums[j] / Math.max(1, sample.length / d));
        }
        return mean;
    }

    private float[] centroids(int k) {
        float[] sample = sample(k * SAMPLE_PER_LIST, 2);
        return ListOrder.of(new SphericalKMeans(sample, d, 3, workers).fit(k, ROUNDS), d);
    }

    private void assign(float[] centroids, int k, int[] listOf) {
        var centroid = new NearestCentroid(centroids, k, d, workers);
        workers.divide(vectors, NearestCentroid.BATCH, (from, to) -> {
            float[] batch = new float[(to - from) * d];
            for (int i = from; i < to; i++) {
                unit(items[i], batch, (i - from) * d);
            }
            centroid.find(batch, to - from, listOf, from);
        });
    }

    private Layout layout(int[] listOf, int k) {
        int[] starts = new int[k + 1];
        for (int list : listOf) {
            starts[list + 1]++;
        }
        for (int list = 0; list < k; list++) {
            starts[list + 1] = starts[list] + (starts[list + 1] + BLOCK - 1) / BLOCK * BLOCK;
        }
        long[] placed = new long[starts[k] + count - vectors];
        Arrays.fill(placed, -1);
        int[] next = starts.clone();
        for (int i = 0; i < vectors; i++) {
            placed[next[listOf[i]]++] = items[i];
        }
        System.arraycopy(items, vectors, placed, starts[k], count - vectors);
        return new Layout(starts, placed);
    }

    private CoarseLists lists(Layout layout) {
        int[] starts = layout.starts;
        long[] placed = layout.placed;
        int k = starts.length - 1;
        float[] centroids = new float[k * d];
        int[] sizes = new int[k];
        float[] radii = new float[k];
        workers.divide(k, 1, (from, to) -> {
            float[] vector = new float[d];
            double[] sums = new double[d];
            for (int list = from; list < to; list++) {
                Arrays.fill(sums, 0);
                int size = 0;
                for (int at = starts[list]; at < starts[list + 1] && placed[at] >= 0; at++, size++) {
                    unit(placed[at], vector, 0);
                    for (int j = 0; j < d; j++) {
                        sums[j] += vector[j];
                    }
                }
                double squares = 0;
                for (int j = 0; j < d && size > 0; j++) {
                    centroids[list * d + j] = (float) (sums[j] / size);
                    squares += sums[j] / size * (sums[j] / size);
                }
                sizes[list] = size;
                // The vectors have norm 1: their mean squared distance to their mean is what that lacks.
                radii[list] = (float) Math.sqrt(Math.max(0, 1 - squares));
            }
        });
        return new CoarseLists(d, centroids, starts, sizes, radii);
    }

    private SegmentVectors encode(SegmentWriter writer, Space space, CoarseLists lists, Layout layout)
            throws IOException {
        int words = space.words();
        int n = layout.vectors();
        MemorySegment codes = writer.allocate(Section.CODES, n / BLOCK * AsymmetricScan.blockBytes(words));
        MemorySegment bytes = writer.allocate(Section.INT8, (long) n * d);
        MemorySegment scales = writer.allocate(Section.INT8_SCALES, SegmentVectors.scaleBytes(n));
        MemorySegment halves = writer.allocate(Section.HALVES, (long) n * d * Short.BYTES);
        long row = (long) d * Short.BYTES;
        workers.divide(n, ENCODED, (from, to) -> {
            var encoder = new Encoder(space);
            float[] unit = new float[d];
            int list = lists.of(from);
            float[] centroid = lists.centroid(list);
            for (int at = from; at < to; at++) {
                while (at >= lists.end(list)) {
                    centroid = lists.centroid(++list);
                }
                long item = layout.placed[at];
                if (item < 0) {
                    AsymmetricScan.clear(codes, words, at);
                    continue;
                }
                unit(item, unit, 0);
                encoder.encode(unit, centroid, codes, at);
                float scale = Quantization.int8(unit, bytes, (long) at * d);
                SegmentVectors.writeScales(scales, at, scale, source(item).inverseNorm((int) item));
                MemorySegment.copy(source(item).halves((int) item), 0, halves, at * row, row);
            }
        });
        return new SegmentVectors(space, lists, codes, bytes, scales, halves);
    }

    private void describe(SegmentWriter writer, Layout layout) throws IOException {
        long[] placed = layout.placed;
        long[] born = new long[Bits.words(placed.length)];
        List<@Nullable String> ids = new ArrayList<>(placed.length);
        var attributes = new SealedAttributes.Builder(placed.length);
        for (int at = 0; at < placed.length; at++) {
            if (at % CHECK_EVERY == 0) {
                workers.requireWanted();
            }
            if (placed[at] < 0) {
                ids.add(null);
            } else {
                Rows source = source(placed[at]);
                ids.add(source.id((int) placed[at]));
                attributes.add(at, source.attributes((int) placed[at]));
                Bits.set(born, at);
            }
        }
        IdTable.write(ids, writer);
        writer.allocate(Section.FLAGS, 8L * born.length).copyFrom(MemorySegment.ofArray(born));
        attributes.writeTo(writer.allocate(Section.ATTRIBUTES, attributes.sizeInBytes()));
    }

    /// Codes of items, with what it takes in one thread.
    private static final class Encoder {

        private final Space space;
        private final float[] residual;
        private final float[] rotated;
        private final long[] code;

        Encoder(Space space) {
            this.space = space;
            this.residual = new float[space.dimension()];
            this.rotated = new float[space.dimension()];
            this.code = new long[BinaryCodes.words(space.dimension())];
        }

        /// The estimator is that of RaBitQ (J. Gao, C. Long, arXiv 2405.12497, section 3.2) without its
        /// normalisation: `<q, r>` is about `<q, sign(r)> |r|^2 / |r|_1`.
        void encode(float[] unit, float[] centroid, MemorySegment codes, int ordinal) {
            float offset = 0;
            for (int j = 0; j < unit.length; j++) {
                residual[j] = unit[j] - centroid[j];
                offset += residual[j] * space.queryMean()[j];
            }
            space.rotation().rotate(residual, 0, rotated);
            double squares = Math.pow(Normalization.norm(rotated), 2);
            double sum = 0;
            for (float x : rotated) {
                sum += Math.abs(x);
            }
            Quantization.signs(rotated, code);
            float scale = sum == 0 ? 0 : (float) (squares / sum);
            AsymmetricScan.write(codes, space.words(), ordinal, code, scale, offset);
        }
    }
}
