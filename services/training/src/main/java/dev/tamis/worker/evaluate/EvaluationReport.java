package dev.tamis.worker.evaluate;

import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.training.CodeQualities;
import dev.tamis.common.contract.training.CodeQuality;
import java.util.Locale;
import java.util.Objects;

/// A page on one evaluation. It needs nothing but itself. Names of collections and models have no character that
/// means anything in HTML.
final class EvaluationReport {

    private EvaluationReport() {}

    static String html(Collection collection, CodeQualities result) {
        var page = new StringBuilder(String.format(
                Locale.ROOT, """
                    <!doctype html>
                    <html lang="en">
                    <meta charset="utf-8">
                    <title>%1$s</title>
                    <style>
                    body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
                    table { border-collapse: collapse; margin: 1rem 0 }
                    th, td { padding: .2rem .8rem; border-bottom: 1px solid #ddd; text-align: left }
                    </style>
                    <h1>What is left of the vectors of %1$s</h1>
                    <p>%2$,d items, %3$,d queries, %4$,d of them with a relevant item.</p>
                    <table>
                    <tr><th>method</th><th>model</th><th>size</th><th>bytes per item</th><th>rescored</th>
                    <th>nDCG@10</th><th>recall@100</th><th>recall of the exact ten</th></tr>
                    """, collection.name(), result.items(), result.queries(), result.judgedQueries()));
        for (CodeQuality row : result.rows()) {
            page.append(String.format(
                    Locale.ROOT,
                    "<tr><td>%s</td><td>%s</td><td>%,d</td><td>%,.0f</td><td>%s</td>"
                            + "<td>%.4f</td><td>%.4f</td><td>%.4f</td></tr>%n",
                    row.method(),
                    Objects.requireNonNullElse(row.model(), ""),
                    row.size(),
                    row.bytesPerItem(),
                    row.rescored() == 0 ? "" : "first " + row.rescored(),
                    row.ndcg(),
                    row.recall(),
                    row.recallOfExact()));
        }
        return page.append("</table>\n</html>\n").toString();
    }
}
