package dev.tamis.common.kernel;

/// A query prepared for [LookupScan]: for each part of a code, what each of its sixteen values scores, in six
/// bits.
///
/// Entry `v` of part `s` becomes `round((tables[s][v] - min[s]) / step)` of 0 to 63, with one step for all parts,
/// so that the sum of the entries times the step is off by at most `parts * step / 2`.
///
/// Source: F. André, A.-M. Kermarrec and N. Le Scouarnec, *Cache locality is not enough*, VLDB 2015, section 4,
/// with six bits so that four entries add up within a byte.
public final class LookupQuery {

    static final int VALUES = 16;
    private static final int LARGEST = 63;

    private final int parts;

    /// `[parts, rounded up to fours][16]`, and as much after it as the widest load of its last entries reaches.
    final byte[] entries;

    /// The score is `step * sum + base`.
    final float step;

    final float base;

    private LookupQuery(int parts, byte[] entries, float step, float base) {
        this.parts = parts;
        this.entries = entries;
        this.step = step;
        this.base = base;
    }

    /// Prepares tables of shape `[parts][16]`: the score of a code is the sum of one entry per part.
    ///
    /// @throws IllegalArgumentException if there is no part, more than 512, or a part has not 16 entries
    public static LookupQuery of(float[] tables) {
        int parts = tables.length / VALUES;
        if (parts < 1 || parts > LookupScan.MOST_PARTS || tables.length % VALUES != 0) {
            throw new IllegalArgumentException("tables: expected 1 to %d x %d values, got %d"
                    .formatted(LookupScan.MOST_PARTS, VALUES, tables.length));
        }
        float[] least = new float[parts];
        float range = 0;
        double base = 0;
        for (int s = 0; s < parts; s++) {
            float min = Float.POSITIVE_INFINITY;
            float max = Float.NEGATIVE_INFINITY;
            for (int v = 0; v < VALUES; v++) {
                min = Math.min(min, tables[s * VALUES + v]);
                max = Math.max(max, tables[s * VALUES + v]);
            }
            least[s] = min;
            range = Math.max(range, max - min);
            base += min;
        }
        float step = range > 0 ? range / LARGEST : 1;
        byte[] entries = new byte[LookupScan.rows(parts) * 2 * VALUES + Lanes.BYTES.length()];
        for (int i = 0; i < tables.length; i++) {
            entries[i] = (byte) Math.round((tables[i] - least[i / VALUES]) / step);
        }
        return new LookupQuery(parts, entries, step, (float) base);
    }

    /// How many parts its codes have.
    public int parts() {
        return parts;
    }
}
