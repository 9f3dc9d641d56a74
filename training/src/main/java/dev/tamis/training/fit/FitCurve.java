package dev.tamis.training.fit;

import java.util.List;

/// How a fit went.
///
/// @param points a validation each, the first of them before the first step
/// @param best step of the parameters that were kept
/// @param views names of what is validated, as `128` for a prefix
public record FitCurve(List<Point> points, int best, List<String> views) {

    /// @param step steps done
    /// @param loss mean since the point before; at the first point that of the first step
    /// @param score on the queries that are not fitted on: the mean of `scores`, less what is lost of the start's
    /// @param scores of each view
    public record Point(int step, double loss, double score, List<Double> scores) {}

    public FitCurve {
        points = List.copyOf(points);
        views = List.copyOf(views);
    }

    /// The scores of the start and of what was kept, in this order.
    public List<Point> startAndBest() {
        Point kept = points.stream()
                .filter(point -> point.step() == best)
                .findFirst()
                .orElseThrow();
        return List.of(points.getFirst(), kept);
    }
}
