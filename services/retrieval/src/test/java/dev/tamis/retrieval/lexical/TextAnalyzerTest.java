package dev.tamis.retrieval.lexical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.collection.Language;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextAnalyzerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Drills            | drill",
                "drilling          | drill",
                "The Carpenter's   | carpent",
                "12in              | 12",
                "12 in.            | 12",
                "1/2in. x 10ft     | 1 2 x 10 ft",
                "3.5V              | 3.5 v",
                "SC-141            | sc 141",
                "DCB201            | dcb 201",
                "2x4               | 2 x 4",
                "Ünlü ÖLÇÜ5        | ünlü ölçü 5",
                "deck over DECK    | deck over",
            })
    void englishTextBecomesStemsWithLettersPartedFromDigits(String text, String terms) {
        assertThat(terms(Language.ENGLISH, text)).containsExactly(terms.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Die Bohrer        | die bohrer",
                "the to be 12in    | the to be 12in",
                "Carpenter's       | carpenter's",
                "東京都             | 東 京 都",
                "Éclair ÉCLAIR     | éclair",
            })
    void otherTextIsOnlySplitAndPutInLowerCase(String text, String terms) {
        assertThat(terms(Language.NONE, text)).containsExactly(terms.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"to be or not to be", "...", "' '", "!?"})
    void stopWordsAndPunctuationLeaveNothing(String text) {
        assertThat(terms(Language.ENGLISH, text)).isEmpty();
    }

    @Test
    void termsAreGivenOnceInTheirOrderAndNoMoreThanAskedFor() {
        String text = IntStream.range(0, 5_000).mapToObj(i -> i + " 7").collect(Collectors.joining(" "));

        try (var analyzer = new TextAnalyzer(Language.ENGLISH)) {
            assertThat(analyzer.distinctTerms(text, 4)).containsExactly("0", "7", "1", "2");
            assertThat(analyzer.distinctTerms("drill bit", 4)).containsExactly("drill", "bit");
        }
    }

    @Test
    void aWordWithoutEndIsCutUpAndNotLost() {
        assertThat(terms(Language.NONE, "a".repeat(600))).containsExactly("a".repeat(255), "a".repeat(600 - 2 * 255));
    }

    private static List<String> terms(Language language, String text) {
        try (var analyzer = new TextAnalyzer(language)) {
            return analyzer.distinctTerms(text, 100);
        }
    }
}
