package dev.tamis.training.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Decides which code a collection uses: that of the fewest bytes with which enough of the exact ten best are found
/// after its first 100 are ordered by the full vectors. Codes that find fewer are refused, because quality that a
/// code loses differs widely between models and collections.
///
/// @param floor least share of the exact ten best, 0 to 1
public record Gate(double floor) {

    /// What a collection asks for unless it is told otherwise.
    public static final double DEFAULT_FLOOR = 0.95;

    /// @param accepted null if all codes were refused; then the full vectors are searched
    /// @param refused those of fewer bytes; if none was accepted, all
    public record Verdict(@Nullable FormQuality accepted, List<FormQuality> refused, double floor) {

        public Verdict {
            refused = List.copyOf(refused);
        }

        /// One sentence for a report.
        public String sentence() {
            String used = accepted == null ? "No code is used" : "Used is " + text(accepted);
            String rest = refused.isEmpty()
                    ? ""
                    : "; refused: "
                            + String.join(
                                    ", ", refused.stream().map(Verdict::text).toList());
            return String.format(Locale.ROOT, "%s, %.3f are asked for%s.", used, floor, rest);
        }

        private static String text(FormQuality code) {
            return String.format(
                    Locale.ROOT,
                    "%s of %d bits (%.3f of the exact ten best)",
                    code.method(),
                    code.size(),
                    code.rescored100().recallOfExact10());
        }
    }

    /// @param codes measured on queries that nothing was fitted on; of equal bytes the better one is tried first
    public Verdict decide(List<FormQuality> codes) {
        List<FormQuality> refused = new ArrayList<>();
        var order = Comparator.comparingDouble(FormQuality::bytesPerItem)
                .thenComparing(code -> -code.rescored100().recallOfExact10());
        for (FormQuality code : codes.stream().sorted(order).toList()) {
            if (code.rescored100().recallOfExact10() >= floor) {
                return new Verdict(code, refused, floor);
            }
            refused.add(code);
        }
        return new Verdict(null, refused, floor);
    }
}
