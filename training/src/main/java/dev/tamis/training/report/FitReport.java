package dev.tamis.training.report;

import dev.tamis.common.model.ModelManifest;
import dev.tamis.training.fit.FitCurve;
import dev.tamis.training.fit.FitResult;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A page on one fit: what it was fitted to and how, its loss and validation, and the quality of each view
/// before and after. It needs nothing but itself.
public final class FitReport {

    private FitReport() {}

    /// The page as HTML.
    public static String html(FitResult result) {
        ModelManifest manifest = result.artifact().manifest();
        FitCurve curve = result.curve();
        boolean judged = manifest.metrics().keySet().stream().anyMatch(name -> name.contains("ndcg@10"));
        String metric = judged ? "nDCG@10" : "recall of the exact ten";
        var page = new StringBuilder();
        page.append(head(Html.escaped(manifest.name())));
        page.append(facts(manifest));
        page.append(loss(curve).svg());
        page.append(validation(curve, metric).svg());
        page.append(views(curve, metric));
        return page.append("</html>\n").toString();
    }

    private static String head(String title) {
        return """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <title>%1$s</title>
            <style>
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
            svg { width: 32rem; max-width: 100%%; font-size: 12px }
            .title { font-size: 14px; font-weight: 600 }
            .grid { stroke: #ddd }
            table { border-collapse: collapse; margin: 1rem 0 }
            th, td { padding: .2rem .8rem; border-bottom: 1px solid #ddd; text-align: left }
            </style>
            <h1>%1$s</h1>
            """.formatted(title);
    }

    private static LineChart loss(FitCurve curve) {
        var points = curve.points().stream()
                .skip(1)
                .map(point -> new LineChart.Point(point.step(), point.loss()))
                .toList();
        return new LineChart("Loss", "steps", List.of(new LineChart.Line("loss", points)));
    }

    private static LineChart validation(FitCurve curve, String metric) {
        var lines = IntStream.range(0, curve.views().size())
                .mapToObj(view -> new LineChart.Line(
                        curve.views().get(view),
                        curve.points().stream()
                                .map(point -> new LineChart.Point(
                                        point.step(), point.scores().get(view)))
                                .toList()))
                .toList();
        return new LineChart("Validation: " + metric, "steps", lines);
    }

    private static String views(FitCurve curve, String metric) {
        List<FitCurve.Point> ends = curve.startAndBest();
        var table = new StringBuilder(
                "<table><tr><th>view</th><th>%s at the start</th><th>at step %d, which was kept</th></tr>%n"
                        .formatted(Html.escaped(metric), curve.best()));
        for (int view = 0; view < curve.views().size(); view++) {
            table.append(String.format(
                    Locale.ROOT,
                    "<tr><td>%s</td><td>%.4f</td><td>%.4f</td></tr>%n",
                    Html.escaped(curve.views().get(view)),
                    ends.getFirst().scores().get(view),
                    ends.getLast().scores().get(view)));
        }
        return table.append("</table>\n").toString();
    }

    private static String facts(ModelManifest manifest) {
        var table = new StringBuilder("<table>\n");
        row(table, "kind", manifest.kind().name().toLowerCase(Locale.ROOT));
        row(table, "collection", manifest.collection());
        row(table, "base model", manifest.baseModel());
        row(table, "fitted to", manifest.data().description());
        row(table, "items", manifest.data().items());
        row(table, "queries", manifest.data().queries());
        row(table, "relevant pairs", manifest.data().pairs());
        row(table, "seed", manifest.seed());
        manifest.hyperParameters().forEach((name, value) -> row(table, name, value));
        return table.append("</table>\n").toString();
    }

    private static void row(StringBuilder table, String name, @Nullable Object value) {
        if (value != null) {
            table.append(
                    "<tr><th>%s</th><td>%s</td></tr>%n".formatted(Html.escaped(name), Html.escaped(value.toString())));
        }
    }
}
