package dev.tamis.training.evaluate;

/// Finds a code of `2^b` even levels a value that has nearly the smallest angle with a vector, by trying several
/// widths of the levels.
///
/// @param bits of a value, 1 to 8
record AngularCode(int bits) {

    private static final int WIDTHS = 24;

    /// Levels are odd numbers from `1 - 2^b` to `2^b - 1`.
    float[] nearest(float[] vector) {
        int most = (1 << bits) - 1;
        double squares = 0;
        float greatest = 0;
        for (float value : vector) {
            squares += (double) value * value;
            greatest = Math.max(greatest, Math.abs(value));
        }
        double deviation = Math.sqrt(squares / vector.length);
        float[] best = new float[vector.length];
        double bestCosine = Double.NEGATIVE_INFINITY;
        // From levels that reach to one deviation, to levels that reach to the greatest value.
        for (int i = 0; i < (bits == 1 ? 1 : WIDTHS); i++) {
            double reach = deviation + (greatest - deviation) * i / (WIDTHS - 1.0);
            float[] code = code(vector, (float) (reach / most), most);
            double cosine = cosine(vector, code);
            if (cosine > bestCosine) {
                bestCosine = cosine;
                best = code;
            }
        }
        return best;
    }

    /// Each value as the nearest odd number of steps.
    private static float[] code(float[] vector, float step, int most) {
        float[] code = new float[vector.length];
        for (int j = 0; j < vector.length; j++) {
            int level = step == 0 ? 1 : 2 * (int) Math.floor(vector[j] / step / 2) + 1;
            code[j] = Math.clamp(level, -most, most);
        }
        return code;
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        double squares = 0;
        for (int j = 0; j < a.length; j++) {
            product += (double) a[j] * b[j];
            squares += (double) b[j] * b[j];
        }
        return product / Math.sqrt(squares);
    }
}
