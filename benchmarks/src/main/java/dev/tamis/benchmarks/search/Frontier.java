package dev.tamis.benchmarks.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// The best that a system can do: of all its settings, those that no other one beats in both recall and rate.
final class Frontier {

    private final List<Point> points;

    /// A setting's result.
    record Point(double recall, double queriesPerSecond) {}

    private Frontier(List<Point> points) {
        this.points = points;
    }

    static Frontier of(List<Point> all) {
        var best = new ArrayList<Point>();
        double fastest = 0;
        for (Point each : all.stream()
                .sorted(Comparator.comparingDouble(Point::recall)
                        .thenComparingDouble(Point::queriesPerSecond)
                        .reversed())
                .toList()) {
            if (each.queriesPerSecond() > fastest) {
                fastest = each.queriesPerSecond();
                best.addFirst(each);
            }
        }
        return new Frontier(best);
    }

    /// Queries a second at a recall: between two settings on a line in recall and the logarithm of the rate; below the
    /// lowest recall that was measured, the rate there; nothing above the highest.
    OptionalDouble at(double recall) {
        if (points.isEmpty() || recall > points.getLast().recall()) {
            return OptionalDouble.empty();
        }
        Point below = points.getFirst();
        for (Point above : points) {
            if (above.recall() >= recall) {
                return OptionalDouble.of(between(below, above, recall));
            }
            below = above;
        }
        throw new IllegalStateException("the last point is not below " + recall);
    }

    private static double between(Point below, Point above, double recall) {
        if (recall <= below.recall()) {
            return below.queriesPerSecond();
        }
        double share = (recall - below.recall()) / (above.recall() - below.recall());
        return Math.exp((1 - share) * Math.log(below.queriesPerSecond()) + share * Math.log(above.queriesPerSecond()));
    }

    /// Recalls between which another system is faster than this one.
    ///
    /// @param ratio the other's rate over this one's, at most
    record Lead(double from, double to, double ratio) {}

    /// Where another system leads, among recalls from 0.8 on that both reach; the widest range if there are several.
    Optional<Lead> leadOf(Frontier other) {
        Optional<Lead> widest = Optional.empty();
        double from = Double.NaN;
        double ratio = 1;
        for (int step = 0; step <= 200; step++) {
            double recall = 0.8 + step * 0.001;
            OptionalDouble mine = at(recall);
            OptionalDouble its = other.at(recall);
            boolean leads = its.isPresent() && mine.isPresent() && its.getAsDouble() > mine.getAsDouble();
            if (leads) {
                from = Double.isNaN(from) ? recall : from;
                ratio = Math.max(ratio, its.getAsDouble() / mine.getAsDouble());
                double width = widest.map(lead -> lead.to() - lead.from()).orElse(-1.0);
                widest = recall - from > width ? Optional.of(new Lead(from, recall, ratio)) : widest;
            } else {
                from = Double.NaN;
                ratio = 1;
            }
        }
        return widest;
    }
}
