package dev.tamis.common.kernel;

import java.util.Arrays;

/// The best `capacity` of the scored ordinals offered to it: higher scores first, smaller ordinals first among
/// equals.
///
/// Not for several threads at once. A reused one allocates nothing.
public final class TopN {

    private final long[] heap;
    private int size;
    private float threshold = Float.NEGATIVE_INFINITY;

    /// Room for the lanes of one block, so that a scan which finds something allocates nothing.
    final float[] lanes = new float[BinaryCodes.BLOCK];

    /// @throws IllegalArgumentException if `capacity` is not positive
    public TopN(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity: expected at least 1, got " + capacity);
        }
        this.heap = new long[capacity];
    }

    /// Forgets everything.
    public void clear() {
        size = 0;
        threshold = Float.NEGATIVE_INFINITY;
    }

    /// How many are kept, at most the capacity.
    public int size() {
        return size;
    }

    /// The score that the next one must reach: the worst kept, `NEGATIVE_INFINITY` until full.
    public float threshold() {
        return threshold;
    }

    /// Keeps this one if it is among the best so far. `NEGATIVE_INFINITY` and `NaN` never are.
    ///
    /// @return the new threshold
    public float offer(float score, int ordinal) {
        if (!(score > Float.NEGATIVE_INFINITY)) {
            return threshold;
        }
        long key = key(score, ordinal);
        if (size < heap.length) {
            siftUp(size++, key);
        } else if (key > heap[0]) {
            siftDown(key);
        } else {
            return threshold;
        }
        if (size == heap.length) {
            threshold = score(heap[0]);
        }
        return threshold;
    }

    /// Moves out everything kept, best first.
    ///
    /// @return how many
    public int drainSorted(int[] ordinals, float[] scores) {
        int count = size;
        Arrays.sort(heap, 0, count);
        for (int i = 0; i < count; i++) {
            long key = heap[count - 1 - i];
            ordinals[i] = ordinal(key);
            scores[i] = score(key);
        }
        clear();
        return count;
    }

    /// Copies the ordinals kept, in no order.
    ///
    /// @return how many
    public int copyOrdinals(int[] into) {
        for (int i = 0; i < size; i++) {
            into[i] = ordinal(heap[i]);
        }
        return size;
    }

    private void siftUp(int at, long key) {
        int child = at;
        while (child > 0) {
            int parent = (child - 1) >>> 1;
            if (heap[parent] <= key) {
                break;
            }
            heap[child] = heap[parent];
            child = parent;
        }
        heap[child] = key;
    }

    private void siftDown(long key) {
        int parent = 0;
        int half = size >>> 1;
        while (parent < half) {
            int child = 2 * parent + 1;
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= key) {
                break;
            }
            heap[parent] = heap[child];
            parent = child;
        }
        heap[parent] = key;
    }

    /// Orders as (score, then smaller ordinal): the sortable bits of the score above the complement of the
    /// ordinal.
    private static long key(float score, int ordinal) {
        // Adding zero makes -0 a +0: equal scores have equal bits.
        int bits = Float.floatToRawIntBits(score + 0f);
        int sortable = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
        return ((long) sortable << 32) | (~ordinal & 0xFFFF_FFFFL);
    }

    private static float score(long key) {
        int sortable = (int) (key >> 32);
        return Float.intBitsToFloat(sortable ^ ((sortable >> 31) & Integer.MAX_VALUE));
    }

    private static int ordinal(long key) {
        return ~(int) key;
    }
}
