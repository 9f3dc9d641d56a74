package dev.tamis.common.kernel;

import java.util.Arrays;

/// The best `capacity` of the scored ordinals offered to it: higher scores first, smaller ordinals first among
/// equals.
///
/// Cost: constant per offer on average, about 10 ns for one that is taken in; `24 * capacity` bytes. They are
/// gathered in room for twice the capacity, and each time that is full, the worse half is let go by a quickselect
/// without branches (a heap takes two to three times as long for capacities of hundreds). A reused one allocates
/// nothing but what a sort may take. Not for several threads at once.
public final class TopN {

    private static final int SAMPLE = 15;
    private static final int SMALL = 64;

    private final int capacity;
    private final long[] keys;
    private final long[] sample = new long[SAMPLE];
    private int filled;
    private long worst = Long.MIN_VALUE;
    private float floor = Float.NEGATIVE_INFINITY;

    /// Room for the scores of one block, so that a scan that finds something allocates nothing.
    final float[] lanes = new float[BinaryCodes.BLOCK];

    final short[] sums = new short[LookupScan.BLOCK];

    /// @throws IllegalArgumentException if `capacity` is not between 1 and 2^28
    public TopN(int capacity) {
        if (capacity < 1 || capacity > 1 << 28) {
            throw new IllegalArgumentException("capacity: expected 1 to 2^28, got " + capacity);
        }
        this.capacity = capacity;
        this.keys = new long[2 * capacity + SMALL];
    }

    /// Forgets everything.
    public void clear() {
        filled = 0;
        worst = Long.MIN_VALUE;
        floor = Float.NEGATIVE_INFINITY;
    }

    /// How many are kept, at most the capacity.
    public int size() {
        return Math.min(filled, capacity);
    }

    /// The worst score kept, `NEGATIVE_INFINITY` until full: nothing below it gets in.
    public float threshold() {
        settle();
        return filled < capacity ? Float.NEGATIVE_INFINITY : floor;
    }

    /// A score below which nothing gets in; it follows the threshold in steps.
    float floor() {
        return floor;
    }

    /// Keeps this one if it is among the best so far. `NEGATIVE_INFINITY` and `NaN` never are.
    ///
    /// @param ordinal not negative
    /// @return a score below which nothing gets in: the threshold, or one that it has passed since
    public float offer(float score, int ordinal) {
        long key = key(score, ordinal);
        if (key > worst && score > Float.NEGATIVE_INFINITY) {
            keys[filled++] = key;
            if (filled == keys.length) {
                settle();
            }
        }
        return floor;
    }

    /// Offers those of `lanes` that have a bit; lane 0 belongs to `ordinal`.
    float offerLanes(long bits, int ordinal) {
        for (long rest = bits; rest != 0; rest &= rest - 1) {
            int lane = Long.numberOfTrailingZeros(rest);
            offer(lanes[lane], ordinal + lane);
        }
        return floor;
    }

    /// Moves out everything kept, best first.
    ///
    /// @return how many
    public int drainSorted(int[] ordinals, float[] scores) {
        settle();
        int count = filled;
        Arrays.sort(keys, 0, count);
        for (int i = 0; i < count; i++) {
            long key = keys[count - 1 - i];
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
        settle();
        for (int i = 0; i < filled; i++) {
            into[i] = ordinal(keys[i]);
        }
        return filled;
    }

    /// Copies the ordinals of the best `n` kept, or of all if they are fewer, in no order.
    ///
    /// @return how many
    public int copyBest(int n, int[] into) {
        settle();
        int count = Math.min(n, filled);
        if (count < filled) {
            select(count);
        }
        for (int i = 0; i < count; i++) {
            into[i] = ordinal(keys[i]);
        }
        return count;
    }

    /// Lets go of all but the best, where there are more than the capacity, and raises the floor.
    private void settle() {
        if (filled < capacity) {
            return;
        }
        if (filled > capacity) {
            select(capacity);
        } else if (worst > Long.MIN_VALUE) {
            return;
        }
        filled = capacity;
        long least = keys[0];
        for (int i = 1; i < filled; i++) {
            least = Math.min(least, keys[i]);
        }
        worst = least;
        floor = score(least);
    }

    /// Moves the `n` largest keys to the front.
    private void select(int n) {
        int from = 0;
        int to = filled;
        while (from < n && to > n) {
            int middle = partition(from, to, pivot(from, to, n));
            if (middle > n) {
                to = middle;
            } else if (middle > from) {
                from = middle;
            } else {
                from = largestFirst(from, to);
            }
        }
    }

    /// Moves what is larger than the pivot to the front of the range.
    ///
    /// @return where the rest begins
    private int partition(int from, int to, long pivot) {
        int middle = from;
        for (int i = from; i < to; i++) {
            long key = keys[i];
            keys[i] = keys[middle];
            keys[middle] = key;
            // 1 where the key is larger: a branch here would be mispredicted every other time.
            middle += (int) ((pivot - key) >>> 63);
        }
        return middle;
    }

    private int largestFirst(int from, int to) {
        int largest = from;
        for (int i = from + 1; i < to; i++) {
            if (keys[i] > keys[largest]) {
                largest = i;
            }
        }
        long key = keys[from];
        keys[from] = keys[largest];
        keys[largest] = key;
        return from + 1;
    }

    /// A key that about as many of the range exceed as are still to be moved to its front.
    private long pivot(int from, int to, int n) {
        int size = to - from;
        if (size < SMALL) {
            return keys[from + size / 2];
        }
        for (int i = 0; i < SAMPLE; i++) {
            sample[i] = keys[from + (int) ((2L * i + 1) * size / (2 * SAMPLE))];
        }
        Arrays.sort(sample);
        return sample[SAMPLE - 1 - (int) ((long) (n - from) * SAMPLE / size)];
    }

    /// Orders by score, then by smaller ordinal: the sortable bits of the score above the complement of the
    /// ordinal. The differences of two keys fit in a `long`.
    private static long key(float score, int ordinal) {
        // Adding zero makes -0 a +0: equal scores have equal bits.
        int bits = Float.floatToRawIntBits(score + 0f);
        return ((long) sortable(bits) << 31) | (~ordinal & Integer.MAX_VALUE);
    }

    private static float score(long key) {
        return Float.intBitsToFloat(sortable((int) (key >> 31)));
    }

    /// Makes the bits of floats compare as ints do, and back.
    private static int sortable(int bits) {
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }

    private static int ordinal(long key) {
        return ~(int) key & Integer.MAX_VALUE;
    }
}
