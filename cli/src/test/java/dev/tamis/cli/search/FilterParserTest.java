package dev.tamis.cli.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.Filter.All;
import dev.tamis.common.contract.Filter.Any;
import dev.tamis.common.contract.Filter.Equal;
import dev.tamis.common.contract.Filter.Exists;
import dev.tamis.common.contract.Filter.GeoRadius;
import dev.tamis.common.contract.Filter.In;
import dev.tamis.common.contract.Filter.Not;
import dev.tamis.common.contract.Filter.Prefix;
import dev.tamis.common.contract.Filter.Range;
import dev.tamis.common.contract.GeoPoint;
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
        assertThat(FilterParser.parse("a IN ('and', 'or') AND b = \"and\""))
                .isEqualTo(new All(List.of(new In("a", List.of("and", "or")), new Equal("b", "and"))));
    }

    @Test
    void orBindsLooserThanAndUnlessThereAreBrackets() {
        var red = new Equal("colour", "red");
        var cheap = new Range("price", null, null, 10, null);
        var fresh = new Equal("new", true);

        assertThat(FilterParser.parse("new = true and colour = red or price < 10"))
                .isEqualTo(new Any(List.of(new All(List.of(fresh, red)), cheap)));
        assertThat(FilterParser.parse("new = true and (colour = red or price < 10)"))
                .isEqualTo(new All(List.of(fresh, new Any(List.of(red, cheap)))));
    }

    @Test
    void notTurnsOneConditionOrWhatIsInBrackets() {
        var one = new Equal("a", 1);
        var two = new Equal("b", 2);

        assertThat(FilterParser.parse("not a = 1 and b = 2")).isEqualTo(new All(List.of(new Not(one), two)));
        assertThat(FilterParser.parse("not (a = 1 and b = 2)")).isEqualTo(new Not(new All(List.of(one, two))));
        assertThat(FilterParser.parse("a != 1")).isEqualTo(new Not(one));
        assertThat(FilterParser.parse("a not in (1, 2)")).isEqualTo(new Not(new In("a", List.of(1, 2))));
    }

    @Test
    void boundsAreJoinedOnlyWhereTheyStandSideBySide() {
        var above = new Range("a", 1, null, null, null);
        var below = new Range("a", null, null, 2, null);

        assertThat(FilterParser.parse("a > 1 and a < 2")).isEqualTo(new Range("a", 1, null, 2, null));
        assertThat(FilterParser.parse("(a > 1) and a < 2")).isEqualTo(new All(List.of(above, below)));
        assertThat(FilterParser.parse("not a > 1 and a < 2")).isEqualTo(new All(List.of(new Not(above), below)));
        assertThat(FilterParser.parse("a > 1 or a < 2")).isEqualTo(new Any(List.of(above, below)));
    }

    @Test
    void existsAndPrefixAskAboutAnAttributeAndItsBeginning() {
        assertThat(FilterParser.parse("colour exists")).isEqualTo(new Exists("colour", true));
        assertThat(FilterParser.parse("colour not exists")).isEqualTo(new Exists("colour", false));
        assertThat(FilterParser.parse("sku prefix AB-")).isEqualTo(new Prefix("sku", "AB-"));
        assertThat(FilterParser.parse("sku prefix 12")).isEqualTo(new Prefix("sku", "12"));
        assertThat(FilterParser.parse("sku not prefix 'A '")).isEqualTo(new Not(new Prefix("sku", "A ")));
    }

    @Test
    void nearTakesAPlaceAndADistanceInMetresOrKilometres() {
        var here = new GeoPoint(52.5, -13.4);

        assertThat(FilterParser.parse("place near 52.5,-13.4 within 1.5km"))
                .isEqualTo(new GeoRadius("place", here, 1_500));
        assertThat(FilterParser.parse("place near 52.5, -13.4 within 2 km"))
                .isEqualTo(new GeoRadius("place", here, 2_000));
        assertThat(FilterParser.parse("place near 52.5,-13.4 within 300m"))
                .isEqualTo(new GeoRadius("place", here, 300));
        assertThat(FilterParser.parse("place near 52.5,-13.4 within 300")).isEqualTo(new GeoRadius("place", here, 300));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "price >=                | 8  | expected a value",
                "price >= and x = 1      | 9  | expected a value; quote 'and' to mean the word",
                "price >= or x = 1       | 9  | expected a value; quote 'or' to mean the word",
                "price 10                | 6  | expected =, !=, <, <=, >, >=, in, exists, prefix or near",
                "price ( 10              | 6  | expected =, !=, <, <=, >, >=, in, exists, prefix or near",
                "price not = 10          | 10 | expected in, exists, prefix or near",
                "= 10                    | 0  | expected the name of an attribute",
                "a = 1 b = 2             | 6  | expected 'and', 'or' or the end",
                "(a = 1 or b = 2         | 15 | expected 'and', 'or' or ')'",
                "a = 1) or b = 2         | 5  | expected 'and', 'or' or the end",
                "a = 1 or                | 8  | expected the name of an attribute",
                "or a = 1                | 0  | expected the name of an attribute",
                "not                     | 3  | expected the name of an attribute",
                "a prefix                | 8  | expected a value",
                "a near x                | 7  | expected a latitude in degrees, as in near 52.5,13.4 within 5km",
                "a near 52.5             | 11 | expected ',' and a longitude",
                "a near 52.5,13.4        | 16 | expected within and a distance",
                "a near 52,13 within far | 20 | expected a distance, as in 500m or 5km",
                "a near 91,13 within 5km | 7  | 'lat' is 91.0, but lies within -90 and 90 degrees",
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
