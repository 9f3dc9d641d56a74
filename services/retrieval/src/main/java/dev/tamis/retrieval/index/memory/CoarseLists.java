package dev.tamis.retrieval.index.memory;

import dev.tamis.common.kernel.Int8DotProducts;
import dev.tamis.common.kernel.OffHeap;
import dev.tamis.common.kernel.Quantization;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// The coarse lists of a segment: means of their items, radii and places.
///
/// The centroid of a list is the mean of its items, not scaled to norm 1: the nearer its items are to each other, the
/// longer it is, and its inner product with a query is the mean of theirs.
final class CoarseLists {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    /// First ordinal, number of items, radius.
    private static final long ENTRY_BYTES = 3L * Integer.BYTES;

    private final int d;
    private final int count;
    private final float[] centroids;
    private final int[] starts;
    private final int[] sizes;
    private final float[] radii;
    private final MemorySegment bytes;
    private final float[] scales;

    /// @param centroids `[lists][d]`
    /// @param starts `[lists + 1]`, multiples of 8
    /// @param sizes `[lists]`, without holes
    /// @param radii `[lists]`, root of the mean squared distance of the items to the centroid
    CoarseLists(int d, float[] centroids, int[] starts, int[] sizes, float[] radii) {
        this.d = d;
        this.count = sizes.length;
        this.centroids = centroids;
        this.starts = starts;
        this.sizes = sizes;
        this.radii = radii;
        this.bytes = OffHeap.allocate((long) count * d, Arena.ofAuto());
        this.scales = new float[count];
        float[] centroid = new float[d];
        for (int list = 0; list < count; list++) {
            System.arraycopy(centroids, list * d, centroid, 0, d);
            scales[list] = Quantization.int8(centroid, bytes, (long) list * d);
        }
    }

    int count() {
        return count;
    }

    /// Items in all lists.
    int items() {
        return Arrays.stream(sizes).sum();
    }

    /// The list in which an ordinal lies.
    int of(int ordinal) {
        int at = Arrays.binarySearch(starts, ordinal);
        int list = at >= 0 ? at : -at - 2;
        // Empty lists begin where the next one does.
        while (starts[list + 1] <= ordinal) {
            list++;
        }
        return list;
    }

    int start(int list) {
        return starts[list];
    }

    int end(int list) {
        return starts[list + 1];
    }

    int size(int list) {
        return sizes[list];
    }

    float radius(int list) {
        return radii[list];
    }

    float[] centroid(int list) {
        return Arrays.copyOfRange(centroids, list * d, (list + 1) * d);
    }

    /// Inner products of a query with all centroids, from their int8 form: a quarter of the memory to read, and an
    /// error far below that of a code.
    float[] similarities(QueryForm query) {
        int[] dots = new int[count];
        Int8DotProducts.score(query.bytes, bytes, 0, count, dots);
        float[] similarities = new float[count];
        for (int list = 0; list < count; list++) {
            similarities[list] = dots[list] * query.bytes.scale() * scales[list];
        }
        return similarities;
    }

    static long centroidBytes(int lists, int d) {
        return (long) lists * d * Float.BYTES;
    }

    static long listBytes(int lists) {
        return lists * ENTRY_BYTES + Integer.BYTES;
    }

    long byteSize() {
        return centroidBytes(count, d) + bytes.byteSize() + listBytes(count);
    }

    void write(MemorySegment centroidSection, MemorySegment listSection) {
        MemorySegment.copy(centroids, 0, centroidSection, FLOAT, 0, centroids.length);
        for (int list = 0; list < count; list++) {
            listSection.set(INT, list * ENTRY_BYTES, starts[list]);
            listSection.set(INT, list * ENTRY_BYTES + 4, sizes[list]);
            listSection.set(FLOAT, list * ENTRY_BYTES + 8, radii[list]);
        }
        listSection.set(INT, count * ENTRY_BYTES, starts[count]);
    }

    static CoarseLists read(MemorySegment centroidSection, MemorySegment listSection, int d) {
        float[] centroids = centroidSection.toArray(FLOAT);
        int count = centroids.length / d;
        int[] starts = new int[count + 1];
        int[] sizes = new int[count];
        float[] radii = new float[count];
        for (int list = 0; list < count; list++) {
            starts[list] = listSection.get(INT, list * ENTRY_BYTES);
            sizes[list] = listSection.get(INT, list * ENTRY_BYTES + 4);
            radii[list] = listSection.get(FLOAT, list * ENTRY_BYTES + 8);
        }
        starts[count] = listSection.get(INT, count * ENTRY_BYTES);
        return new CoarseLists(d, centroids, starts, sizes, radii);
    }
}
