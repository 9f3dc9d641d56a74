package dev.tamis.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.training.fit.FitObserver;
import dev.tamis.training.fit.FitResult;
import dev.tamis.training.fit.Label;
import dev.tamis.training.fit.Synthetic;
import dev.tamis.training.fit.projection.ProjectionFit;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class FitReportTest {

    @Test
    void showsCurvesAndQualityBeforeAndAfterOnOnePage() throws Exception {
        FitResult result = new ProjectionFit(List.of(8, 32), Synthetic.options(20, 10))
                .fit(Synthetic.matched(300, 80), new Label("titles", "books & films", null), FitObserver.NONE, null);

        String html = FitReport.html(result);

        assertThat(html).contains("<h1>titles</h1>", "books &amp; films", "<th>seed</th><td>5</td>");
        assertThat(html)
                .contains(String.format(
                        Locale.ROOT,
                        "<td>8</td><td>%.4f</td>",
                        result.curve().points().getFirst().scores().getFirst()));
        assertThat(html).doesNotContain("http://").doesNotContain("https://");
        String svg = html.substring(html.lastIndexOf("<svg"), html.lastIndexOf("</svg>") + 6);
        var document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    }
}
