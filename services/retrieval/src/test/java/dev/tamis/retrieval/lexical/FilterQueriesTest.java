package dev.tamis.retrieval.lexical;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.tamis.retrieval.item.ItemChange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterQueriesTest {

    @TempDir
    private Path directory;

    private LexicalIndex index;
    private long change;

    @BeforeEach
    void open() throws IOException {
        index = LexicalIndex.open(Fixtures.BOOKS, Fixtures.properties(directory));
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    @Test
    void equalComparesWholeValuesOfOneType() throws IOException {
        put("acme", Map.of("brand", "Acme"));
        put("lower", Map.of("brand", "acme"));
        put("words", Map.of("brand", "Acme Tools"));
        put("one", Map.of("size", 1));
        put("half", Map.of("size", 1.5));
        put("text", Map.of("size", "1"));
        put("new", Map.of("new", true));
        put("old", Map.of("new", false));
        put("said", Map.of("new", "true"));
        put("none", Map.of());

        assertThat(allowed(new Equal("brand", "Acme"))).containsExactly("acme");
        assertThat(allowed(new Equal("brand", "Acme Tools"))).containsExactly("words");
        assertThat(allowed(new Equal("size", 1))).containsExactly("one");
        assertThat(allowed(new Equal("size", 1.5))).containsExactly("half");
        assertThat(allowed(new Equal("size", "1"))).containsExactly("text");
        assertThat(allowed(new Equal("new", true))).containsExactly("new");
        assertThat(allowed(new Equal("new", false))).containsExactly("old");
        assertThat(allowed(new Equal("new", "true"))).containsExactly("said");
        assertThat(allowed(new Equal("unknown", 1))).isEmpty();
    }

    @Test
    void numbersAreFloat64AndZeroHasNoSign() throws IOException {
        put("tenth", Map.of("x", 0.1));
        put("large", Map.of("x", 1L << 53));
        put("zero", Map.of("x", 0));
        put("minus", Map.of("x", -0.0));

        assertThat(allowed(new Equal("x", 0.1))).containsExactly("tenth");
        assertThat(allowed(new Equal("x", 9007199254740992.0))).containsExactly("large");
        assertThat(allowed(new Equal("x", 0.0))).containsExactly("minus", "zero");
        assertThat(allowed(new Equal("x", -0.0))).containsExactly("minus", "zero");
        assertThat(allowed(new In("x", List.of(-0.0)))).containsExactly("minus", "zero");
        assertThat(allowed(range("x", null, 0.0, null, -0.0))).containsExactly("minus", "zero");
        assertThat(allowed(range("x", -0.0, null, null, null))).containsExactly("large", "tenth");
        assertThat(allowed(range("x", null, null, 0.0, null))).isEmpty();
    }

    @Test
    void inTakesValuesOfSeveralTypes() throws IOException {
        put("red", Map.of("colour", "red"));
        put("blue", Map.of("colour", "blue"));
        put("three", Map.of("colour", 3));
        put("yes", Map.of("colour", true));

        assertThat(allowed(new In("colour", List.of("red", "green")))).containsExactly("red");
        assertThat(allowed(new In("colour", List.of("blue", 3, true)))).containsExactly("blue", "three", "yes");
        assertThat(allowed(new In("colour", List.of(4, false)))).isEmpty();
    }

    @Test
    void rangesIncludeTheirBoundsOrNot() throws IOException {
        for (int i = 1; i <= 5; i++) {
            put("n" + i, Map.of("price", i));
        }
        put("text", Map.of("price", "3"));

        assertThat(allowed(range("price", 2, null, null, null))).containsExactly("n3", "n4", "n5");
        assertThat(allowed(range("price", null, 2, null, null))).containsExactly("n2", "n3", "n4", "n5");
        assertThat(allowed(range("price", null, null, 2, null))).containsExactly("n1");
        assertThat(allowed(range("price", null, null, null, 2))).containsExactly("n1", "n2");
        assertThat(allowed(range("price", 1, null, 4, null))).containsExactly("n2", "n3");
        assertThat(allowed(range("price", 1, 3, 9, 4))).containsExactly("n3", "n4");
        assertThat(allowed(range("price", 3, 3, null, null))).containsExactly("n4", "n5");
        assertThat(allowed(range("price", 3, null, 3, null))).isEmpty();
        assertThat(allowed(range("price", 4, null, 2, null))).isEmpty();
        assertThat(allowed(range("price", null, "3", null, "3"))).containsExactly("text");
        assertThat(allowed(range("price", 1, null, "4", null))).isEmpty();
    }

    @Test
    void stringsAreOrderedByCodePoint() throws IOException {
        put("upper", Map.of("name", "Zoe"));
        put("lower", Map.of("name", "adam"));
        put("umlaut", Map.of("name", "Öl"));
        put("private", Map.of("name", "\uFFFD"));
        put("emoji", Map.of("name", "\uD83D\uDE00")); // before U+FFFD by UTF-16 unit, after it by code point

        assertThat(allowed(range("name", "Zoe", null, "\u00FF", null))).containsExactly("lower", "umlaut");
        assertThat(allowed(range("name", null, "Zoe", null, "adam"))).containsExactly("lower", "upper");
        assertThat(allowed(range("name", "\uFFFD", null, null, null))).containsExactly("emoji");
        assertThat(allowed(range("name", null, null, "\uD83D\uDE00", null)))
                .containsExactly("lower", "private", "umlaut", "upper");
        assertThat(allowed(range("name", "b", null, "a", null))).isEmpty();
        assertThat(allowed(range("name", "Zoe", "Zoe", "adam", "adam"))).isEmpty();
        assertThat(allowed(range("name", null, "", null, null))).hasSize(5);
    }

    @Test
    void anAttributeOfSeveralValuesPassesIfOneOfThemDoes() throws IOException {
        put("both", Map.of("colour", List.of("red", "blue"), "size", List.of(1, 10)));
        put("one", Map.of("colour", List.of("green"), "size", List.of(5)));
        put("empty", Map.of("colour", List.of(), "size", List.of()));

        assertThat(allowed(new Equal("colour", "blue"))).containsExactly("both");
        assertThat(allowed(new In("colour", List.of("green", "blue")))).containsExactly("both", "one");
        assertThat(allowed(range("size", 2, null, null, null))).containsExactly("both", "one");
        assertThat(allowed(range("size", null, 2, null, 8))).containsExactly("one");
        assertThat(allowed(range("colour", null, "c", null, "p"))).containsExactly("one");
        assertThat(allowed(new All(List.of(new Equal("size", 1), new Equal("size", 10)))))
                .containsExactly("both");
    }

    @Test
    void allNeedsEveryPartAndNoPartsLetEverythingPass() throws IOException {
        put("a", Map.of("brand", "Acme", "price", 5));
        put("b", Map.of("brand", "Acme", "price", 50));
        put("c", Map.of("brand", "Bolt", "price", 5));

        Filter cheap = range("price", null, null, 10, null);
        assertThat(allowed(new All(List.of(new Equal("brand", "Acme"), cheap)))).containsExactly("a");
        assertThat(allowed(new All(List.of(cheap, new All(List.of(new Equal("brand", "Bolt")))))))
                .containsExactly("c");
        assertThat(allowed(new All(List.of(cheap, new All(List.of()))))).containsExactly("a", "c");
        assertThat(allowed(new All(List.of()))).containsExactly("a", "b", "c");
    }

    @Test
    void anyNeedsOnePartAndNotTurnsIt() throws IOException {
        put("a", Map.of("brand", "Acme", "price", 5));
        put("b", Map.of("brand", "Bolt"));
        put("c", Map.of());

        var acme = new Equal("brand", "Acme");
        var bolt = new Equal("brand", "Bolt");
        assertThat(allowed(new Any(List.of(acme, bolt)))).containsExactly("a", "b");
        assertThat(allowed(new Any(List.of()))).isEmpty();
        assertThat(allowed(new Not(acme))).containsExactly("b", "c");
        assertThat(allowed(new Not(new Any(List.of())))).containsExactly("a", "b", "c");
        assertThat(allowed(new Any(List.of(new Not(acme), new Not(bolt))))).containsExactly("a", "b", "c");
        assertThat(allowed(new All(List.of(new Not(acme), new Not(bolt))))).containsExactly("c");
    }

    @Test
    void anAttributeExistsWhereItHasAValue() throws IOException {
        put("text", Map.of("x", ""));
        put("flag", Map.of("x", false));
        put("empty", Map.of("x", List.of(), "y", 1));
        put("place", Map.of("x", Map.of("lat", 1, "lon", 2)));

        assertThat(allowed(new Exists("x", true))).containsExactly("flag", "place", "text");
        assertThat(allowed(new Exists("x", false))).containsExactly("empty");
        assertThat(allowed(new Exists("attribute", true))).isEmpty();
    }

    @Test
    void aPrefixIsTheBeginningOfAString() throws IOException {
        put("ab", Map.of("x", List.of("zz", "ab")));
        put("emoji", Map.of("x", "\uD83D\uDE00!"));
        put("number", Map.of("x", 12));

        assertThat(allowed(new Prefix("x", "a"))).containsExactly("ab");
        assertThat(allowed(new Prefix("x", "abc"))).isEmpty();
        assertThat(allowed(new Prefix("x", "\uD83D\uDE00"))).containsExactly("emoji");
        assertThat(allowed(new Prefix("x", "1"))).isEmpty();
        assertThat(allowed(new Prefix("x", ""))).containsExactly("ab", "emoji");
    }

    @Test
    void aCircleHoldsWhatLiesWithinItAcrossTheDateLineAndThePole() throws IOException {
        put("fiji", Map.of("place", List.of(Map.of("lat", -17.7, "lon", 179.99), Map.of("lat", 0, "lon", 0))));
        put("pole", Map.of("place", Map.of("lat", 90, "lon", 0)));
        put("none", Map.of("place", List.of()));

        assertThat(allowed(new GeoRadius("place", new GeoPoint(-17.7, -179.99), 2_200)))
                .containsExactly("fiji");
        assertThat(allowed(new GeoRadius("place", new GeoPoint(89.9, 180), 12_000)))
                .containsExactly("pole");
        assertThat(allowed(new GeoRadius("place", new GeoPoint(52, 13), 100_000)))
                .isEmpty();
        assertThat(allowed(new GeoRadius("place", new GeoPoint(52, 13), 1e300))).containsExactly("fiji", "pole");
    }

    @Test
    void noNameOfAnAttributeMeetsAnotherFieldOfTheIndex() throws IOException {
        for (String name : List.of(
                "id", "text", "attribute", "string.id", "number.id", "a.b", "a b", "ünïcødé \uD83D\uDE00", "/~0")) {
            put(name, Map.of(name, "here", name + "!", 4));
        }
        put("mixed", Map.of("both", 1));
        put("mixture", Map.of("both", "1"));

        for (String name : List.of(
                "id", "text", "attribute", "string.id", "number.id", "a.b", "a b", "ünïcødé \uD83D\uDE00", "/~0")) {
            assertThat(allowed(new Equal(name, "here"))).containsExactly(name);
            assertThat(allowed(new Equal(name + "!", 4))).containsExactly(name);
        }
        assertThat(allowed(new Equal("both", 1))).containsExactly("mixed");
        assertThat(allowed(new Equal("id", "mixed"))).isEmpty();
        assertThat(allowed(new Equal("text", "drill"))).isEmpty();
    }

    @Test
    void theLongestValuesAreStoredAndFound() throws IOException {
        String longest = "\uFFFD".repeat(8_192);
        put("long", Map.of("x", longest));

        assertThat(allowed(new Equal("x", longest))).containsExactly("long");
        assertThat(allowed(new Equal("x", longest + longest))).isEmpty();
    }

    private void put(String id, Map<String, Object> attributes) throws IOException {
        index.apply(List.of(new ItemChange(++change, id, false, "drill", attributes)));
    }

    private List<String> allowed(Filter filter) throws IOException {
        index.publish();
        return index.search("drill", 100, filter).stream().map(LexicalHit::id).toList();
    }

    private static Range range(
            String attribute, @Nullable Object gt, @Nullable Object gte, @Nullable Object lt, @Nullable Object lte) {
        return new Range(attribute, gt, gte, lt, lte);
    }
}
