package dev.tamis.benchmarks.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallMultiplesTest {

    @Test
    void aScaleEndsAtPowersOfTenAndIsEvenInTheLogarithm() {
        LogScale scale = LogScale.over(List.of(12_000.0, 1_000_000.0), 0, 200);

        assertThat(scale.ticks()).containsExactly(1e4, 1e5, 1e6);
        assertThat(scale.at(1e4)).isCloseTo(0, within(1e-9));
        assertThat(scale.at(1e5)).isCloseTo(100, within(1e-9));
        assertThat(scale.at(1e6)).isCloseTo(200, within(1e-9));
    }

    @Test
    void aScaleOfOnePowerOfTenHasRoom() {
        assertThat(LogScale.over(List.of(100.0), 0, 1).ticks()).containsExactly(1e2, 1e3);
    }

    @ParameterizedTest
    @CsvSource({"0.0451,0.045", "0.5,0.5", "1,1", "9.96,10", "12.4,12", "1234,1.2k", "100000,100k", "4000000,4M"})
    void numbersHaveTwoFigures(double value, String text) {
        assertThat(SmallMultiples.number(value)).isEqualTo(text);
    }

    @Test
    void theDocumentIsXmlWithAPointForEachValue() throws Exception {
        var points = List.of(new Panel.Point(1e4, 0.2), new Panel.Point(1e6, 30));

        String svg = SmallMultiples.svg("a < b & \"c\"", "items", List.of(new Panel("one", points)));

        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(2);
        assertThat(document.getDocumentElement().getAttribute("aria-label")).isEqualTo("a < b & \"c\"");
        assertThat(svg).contains("prefers-color-scheme: dark");
    }
}
