package dev.tamis.benchmarks.plot;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Curves side by side, two in a row, all axes logarithmic, as an SVG document that is readable on light and on dark
/// ground.
public final class SmallMultiples {

    private static final int WIDTH = 420;
    private static final int HEIGHT = 260;
    private static final int LEFT = 64;
    private static final int RIGHT = 24;
    private static final int TOP = 40;
    private static final int BOTTOM = 44;
    private static final int HEAD = 34;

    private static final String STYLE = """
            <style>
              text { font: 12px system-ui, sans-serif; fill: #1f2328; }
              .head { font-size: 15px; font-weight: 600; }
              .title { font-size: 13px; font-weight: 600; }
              .value { font-size: 11px; }
              .grid { stroke: #d1d9e0; stroke-width: 1; }
              .curve { fill: none; stroke: #0969da; stroke-width: 2; }
              .dot { fill: #0969da; }
              @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3; }
                .grid { stroke: #3d444d; }
                .curve { stroke: #4493f8; }
                .dot { fill: #4493f8; }
              }
            </style>
            """;

    private SmallMultiples() {}

    /// The document.
    ///
    /// @param head above all panels
    /// @param xTitle what all horizontal axes show
    public static String svg(String head, String xTitle, List<Panel> panels) {
        int rows = (panels.size() + 1) / 2;
        var svg = new StringBuilder();
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">
                """.formatted(2 * WIDTH, HEAD + rows * HEIGHT, escaped(head)));
        svg.append(STYLE);
        svg.append(text("head", LEFT, 22, "start", head));
        for (int i = 0; i < panels.size(); i++) {
            svg.append("<g transform=\"translate(%d %d)\">\n".formatted(i % 2 * WIDTH, HEAD + i / 2 * HEIGHT));
            draw(svg, panels.get(i), xTitle);
            svg.append("</g>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private static void draw(StringBuilder svg, Panel panel, String xTitle) {
        LogScale x = LogScale.over(panel.points().stream().map(Panel.Point::x).toList(), LEFT, WIDTH - RIGHT);
        LogScale y = LogScale.over(panel.points().stream().map(Panel.Point::y).toList(), HEIGHT - BOTTOM, TOP);
        svg.append(text("title", LEFT, 22, "start", panel.title()));
        for (double tick : x.ticks()) {
            svg.append(line(x.at(tick), TOP, x.at(tick), HEIGHT - BOTTOM));
            svg.append(text("tick", x.at(tick), HEIGHT - BOTTOM + 16, "middle", number(tick)));
        }
        for (double tick : y.ticks()) {
            svg.append(line(LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick)));
            svg.append(text("tick", LEFT - 8, y.at(tick) + 4, "end", number(tick)));
        }
        svg.append(text("tick", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", xTitle));
        String curve = panel.points().stream()
                .map(point -> pixels(x.at(point.x())) + "," + pixels(y.at(point.y())))
                .collect(Collectors.joining(" "));
        svg.append("<polyline class=\"curve\" points=\"%s\"/>\n".formatted(curve));
        for (Panel.Point point : panel.points()) {
            svg.append("<circle class=\"dot\" cx=\"%s\" cy=\"%s\" r=\"3.5\"/>\n"
                    .formatted(pixels(x.at(point.x())), pixels(y.at(point.y()))));
            svg.append(text("value", x.at(point.x()), y.at(point.y()) - 8, "middle", number(point.y())));
        }
    }

    private static String line(double x1, double y1, double x2, double y2) {
        return "<line class=\"grid\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
                .formatted(pixels(x1), pixels(y1), pixels(x2), pixels(y2));
    }

    private static String text(String kind, double x, double y, String anchor, String text) {
        return "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
                .formatted(kind, pixels(x), pixels(y), anchor, escaped(text));
    }

    private static String pixels(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /// Two figures and, for thousands and millions, a letter: 0.45, 12, 1.2k, 4M.
    static String number(double value) {
        if (value >= 999_500) {
            return figures(value / 1e6) + "M";
        }
        return value >= 999.5 ? figures(value / 1e3) + "k" : figures(value);
    }

    private static String figures(double value) {
        if (value >= 9.95) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        int digits = Math.max(1, 1 - (int) Math.floor(Math.log10(value) + 1e-9));
        String text = String.format(Locale.ROOT, "%." + digits + "f", value);
        return text.endsWith(".0")
                ? text.substring(0, text.length() - 2)
                : text.replaceFirst("(\\.\\d*[1-9])0+$", "$1");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
