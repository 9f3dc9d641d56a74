package dev.tamis.training.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Lines over a common axis, as inline SVG.
///
/// @param title above the chart
/// @param x what the horizontal axis shows
/// @param lines of which each has at least one point
record LineChart(String title, String x, List<Line> lines) {

    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000");
    private static final int WIDTH = 520;
    private static final int HEIGHT = 300;
    private static final int LEFT = 56;
    private static final int RIGHT = 110;
    private static final int TOP = 30;
    private static final int BOTTOM = 40;

    record Point(double x, double y) {}

    record Line(String name, List<Point> points) {}

    String svg() {
        double x0 = bound(true, true);
        double x1 = bound(true, false);
        double y0 = bound(false, true);
        double y1 = bound(false, false);
        var out = new StringBuilder();
        out.append("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n"
                .formatted(WIDTH, HEIGHT, Html.escaped(title)));
        out.append("<text x=\"%d\" y=\"18\" class=\"title\">%s</text>%n".formatted(LEFT, Html.escaped(title)));
        for (int i = 0; i <= 4; i++) {
            double y = y0 + (y1 - y0) * i / 4;
            out.append("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>%n"
                    .formatted(LEFT, WIDTH - RIGHT, down(y, y0, y1), down(y, y0, y1)));
            out.append("<text x=\"%d\" y=\"%s\" text-anchor=\"end\" dy=\"4\">%s</text>%n"
                    .formatted(LEFT - 6, down(y, y0, y1), number(y)));
            double x = x0 + (x1 - x0) * i / 4;
            out.append("<text x=\"%s\" y=\"%d\" text-anchor=\"middle\">%s</text>%n"
                    .formatted(across(x, x0, x1), HEIGHT - BOTTOM + 18, number(x)));
        }
        out.append("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n"
                .formatted((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, Html.escaped(this.x)));
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            String colour = COLOURS.get(i % COLOURS.size());
            String path = line.points().stream()
                    .map(point -> across(point.x(), x0, x1) + "," + down(point.y(), y0, y1))
                    .collect(Collectors.joining(" "));
            out.append("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>%n"
                    .formatted(colour, path));
            out.append("<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n"
                    .formatted(WIDTH - RIGHT + 8, TOP + 14 + 16 * i, colour, Html.escaped(line.name())));
        }
        return out.append("</svg>\n").toString();
    }

    /// The least or the greatest value of all lines; never both the same.
    private double bound(boolean horizontal, boolean least) {
        double[] values = lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(point -> horizontal ? point.x() : point.y())
                .toArray();
        double smallest = Arrays.stream(values).min().orElse(0);
        double greatest = Arrays.stream(values).max().orElse(1);
        return least ? smallest : greatest > smallest ? greatest : smallest + 1;
    }

    private static String across(double x, double x0, double x1) {
        return coordinate(LEFT + (x - x0) / (x1 - x0) * (WIDTH - LEFT - RIGHT));
    }

    private static String down(double y, double y0, double y1) {
        return coordinate(HEIGHT - BOTTOM - (y - y0) / (y1 - y0) * (HEIGHT - TOP - BOTTOM));
    }

    private static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String number(double value) {
        return Math.abs(value) >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3f", value);
    }
}
