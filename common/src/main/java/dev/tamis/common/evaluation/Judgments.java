package dev.tamis.common.evaluation;

import java.util.Arrays;
import java.util.Map;

/// What is known of one query: how well items answer it.
///
/// An item is *relevant* if its grade is above 0; an item that nobody judged counts as grade 0, as in `trec_eval`.
///
/// @param grades by item id, finite; negative grades count as 0
public record Judgments(Map<String, Double> grades) {

    public Judgments {
        grades = Map.copyOf(grades);
        grades.forEach((item, grade) -> {
            if (!Double.isFinite(grade)) {
                throw new IllegalArgumentException("the grade of item '%s' is %s".formatted(item, grade));
            }
        });
    }

    /// How many items are relevant.
    public int relevant() {
        return (int) grades.values().stream().filter(grade -> grade > 0).count();
    }

    double gain(String item) {
        return Math.max(0, grades.getOrDefault(item, 0.0));
    }

    /// The gains of the best possible ranking, at most `k`.
    double[] idealGains(int k) {
        double[] ascending = grades.values().stream()
                .mapToDouble(grade -> Math.max(0, grade))
                .sorted()
                .toArray();
        double[] ideal = new double[Math.min(k, ascending.length)];
        Arrays.setAll(ideal, rank -> ascending[ascending.length - 1 - rank]);
        return ideal;
    }
}
