package dev.tamis.benchmarks.plot;

import java.util.List;

/// One curve in its own axes.
///
/// @param title what is measured, with its unit
/// @param points from left to right; at least one
public record Panel(String title, List<Point> points) {

    /// A measured value.
    ///
    /// @param x above 0
    /// @param y above 0
    public record Point(double x, double y) {}

    public Panel {
        points = List.copyOf(points);
    }
}
