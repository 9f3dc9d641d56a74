package dev.tamis.cli.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.Filter.All;
import dev.tamis.common.contract.Filter.Equal;
import dev.tamis.common.contract.Filter.In;
import dev.tamis.common.contract.Filter.Range;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterParserTest {

    @Test
    void conditionsJoinedByAndAllHoldAndBoundsOnOneAttributeAreOneRange() {
        Filter filter = FilterParser.parse("brand = \"Acme\" and price >= 10 and price < 50 and colour in (red, blue)");

        assertThat(filter)
                .isEqualTo(new All(List.of(
                        new Equal("brand", "Acme"),
                        new In("colour", List.of("red", "blue")),
                        new Range("price", null, 10, 50, null))));
    }

    @Test
    void aSingleConditionStandsForItself() {
        assertThat(FilterParser.parse("price<=9.5")).isEqualTo(new Range("price", null, null, null, 9.5));
        assertThat(FilterParser.parse("price > -1e3")).isEqualTo(new Range("price", -1000, null, null, null));
    }

    @Test
    void theSameBoundGivenTwiceIsTwoRangesThatBothHold() {
        assertThat(FilterParser.parse("price > 1 and price > 2"))
                .isEqualTo(new All(
                        List.of(new Range("price", 2, null, null, null), new Range("price", 1, null, null, null))));
    }

    @Test
    void wordsAreTypedByTheirLookAndQuotedOnesAreStrings() {
        assertThat(FilterParser.parse("a = 12")).isEqualTo(new Equal("a", 12));
        assertThat(FilterParser.parse("a = '12'")).isEqualTo(new Equal("a", "12"));
        assertThat(FilterParser.parse("a == true")).isEqualTo(new Equal("a", true));
        assertThat(FilterParser.parse("a = 'true'")).isEqualTo(new Equal("a", "true"));
        assertThat(FilterParser.parse("a = x-12/b")).isEqualTo(new Equal("a", "x-12/b"));
        assertThat(FilterParser.parse("day >= 2024-01-31")).isEqualTo(new Range("day", null, "2024-01-31", null, null));
    }

    @Test
    void quotesHoldSpacesSignsAndEscapedQuotes() {
        assertThat(FilterParser.parse("'main colour' = \"dark \\\"red\\\", (new)\""))
                .isEqualTo(new Equal("main colour", "dark \"red\", (new)"));
    }

    @Test
    void keywordsAreKnownInAnyCaseAndMeanThemselvesInQuotes() {
        assertThat(FilterParser.parse("a IN ('and', or) AND b = \"and\""))
                .isEqualTo(new All(List.of(new In("a", List.of("and", "or")), new Equal("b", "and"))));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "price >=                | 8  | expected a value",
                "price >= and x = 1      | 9  | expected a value; quote 'and' to mean the word",
                "price 10                | 6  | expected =, <, <=, >, >= or in",
                "= 10                    | 0  | expected the name of an attribute",
                "a = 1 b = 2             | 6  | expected 'and' or the end",
                "a = 1 or b = 2          | 6  | 'or' is not understood; for several values of one attribute write name in (a, b)",
                "a != 1                  | 2  | '!=' is not understood; conditions can only be required",
                "not a = 1               | 0  | 'not' is not understood; conditions can only be required",
                "a in red                | 5  | expected '(' after in",
                "a in (red               | 9  | expected ',' or ')'",
                "a in ()                 | 6  | expected a value",
                "a = 'red                | 4  | this quote is never closed",
                "a < true                | 4  | true and false have no order; use =",
                "a = 1 and               | 9  | expected the name of an attribute",
            })
    void aMistakeIsShownWhereItIs(String expression, int column, String problem) {
        var wrong = catchThrowableOfType(FilterSyntaxException.class, () -> FilterParser.parse(expression));

        assertThat(wrong).hasMessage("--filter: %s%n  %s%n  %s^".formatted(problem, expression, " ".repeat(column)));
    }
}
