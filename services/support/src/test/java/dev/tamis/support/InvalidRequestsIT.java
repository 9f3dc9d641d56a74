package dev.tamis.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvalidRequestsIT extends RunningProbe {

    private static final String GOOD_PART = "{\"part_name\": \"p\", \"unit_price\": 1}";

    @Test
    void pointsAtFieldsByTheirNamesInJsonHoweverDeepTheyAre() throws Exception {
        var answer = post("/order", """
                {"order_id": "12345",
                 "main_part": {"part_name": " ", "unit_price": 1},
                 "other_parts": [{"part_name": "p", "unit_price": 1}, {"part_name": "p", "unit_price": -1}, null],
                 "parts_by_name": {"a": {"part_name": "", "unit_price": 1}}}""");

        answer.isProblem(400, "invalid-request");
        assertThat(answer.errors().lines())
                .containsExactlyInAnyOrder(
                        "#/order_id: size must be between 0 and 3",
                        "#/main_part/part_name: must not be blank",
                        "#/other_parts/1/unit_price: must be greater than or equal to 0",
                        "#/other_parts/2: must not be null",
                        "#/parts_by_name/a/part_name: must not be blank");
        assertThat(answer.detail()).endsWith(" (and 4 more)");
        assertThat(answer.json().path("instance").asString("")).isEqualTo("/order");
    }

    @Test
    void pointsIntoABodyThatIsAnArray() throws Exception {
        var answer = post("/parts", "[" + GOOD_PART + ", {\"part_name\": \"\", \"unit_price\": 1}, null]");

        answer.isProblem(400, "invalid-request");
        assertThat(answer.errors().lines())
                .containsExactlyInAnyOrder("#/1/part_name: must not be blank", "#/2: must not be null");
    }

    @Test
    void pointsAtAnArrayBodyThatIsWrongAsAWhole() throws Exception {
        var answer = post("/parts", "[" + (GOOD_PART + ",").repeat(3) + GOOD_PART + "]");

        answer.isProblem(400, "invalid-request");
        assertThat(answer.errors()).isEqualTo("#: size must be between 0 and 3\n");
    }

    @Test
    void namesTheParameterOfTheQueryThatIsWrong() throws Exception {
        assertThat(get("/things/7?most=11").isProblem(400, "invalid-request").errors())
                .isEqualTo("#/most: must be less than or equal to 10\n");
        assertThat(get("/things/7?most=many").isProblem(400, "invalid-request").detail())
                .contains("most");
        assertThat(get("/things/7").isProblem(400, "invalid-request").detail()).contains("most");
        assertThat(get("/things/x?most=1").isProblem(400, "invalid-request").detail())
                .contains("thing");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"colour": 1}                           | #/colour: is not a known property; known are [count, due, main_part, order_id, other_parts, parts_by_name, shape]
            {"shape": "oval"}                       | #/shape: 'oval' is not one of the values it takes: [round, square]
            {"shape": {}}                           | #/shape: does not fit; expected one of [round, square]
            {"main_part": []}                       | #/main_part: does not fit; expected an object
            {"main_part": {"unit_price": "dear"}}   | #/main_part/unit_price: does not fit; expected a number
            {"main_part": {"part_name": "p"}}       | #/main_part/unit_price: is missing; expected a number
            {"main_part": {"part_name": {}}}        | #/main_part/part_name: does not fit; expected a string
            {"other_parts": 5}                      | #/other_parts: does not fit; expected an array
            {"other_parts": [{}]}                   | #/other_parts/0/unit_price: is missing; expected a number
            {"other_parts": [{"unit_price": 1, "x/y~": 1}]} | #/other_parts/0/x~1y~0: is not a known property; known are [part_name, unit_price]
            {"count": 99999999999}                  | #/count: does not fit; expected a whole number of at most 32 bits
            {"count": 1.5}                          | #/count: does not fit; expected a whole number of at most 32 bits
            {"due": "soon"}                         | #/due: does not fit; expected a time such as "2026-01-31T12:00:00Z"
            {"parts_by_name": []}                   | #/parts_by_name: does not fit; expected an object
            []                                      | #: does not fit; expected an object
            5                                       | #: does not fit; expected an object
            """)
    void pointsAtTheValueThatDoesNotFitAndSaysWhatWould(String body, String error) throws Exception {
        var answer = post("/order", body).isProblem(400, "invalid-request");

        assertThat(answer.errors()).isEqualTo(error + "\n");
        assertThat(answer.body()).doesNotContain("dev.tamis", "java.", "`");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"order_id": "a",, }              | the JSON is broken at line 1, column 18
            {"main_part": {"part_name": nope} | the JSON is broken at line 1, column 29
            {"order_id": "a"                  | the JSON is broken at line 1, column 17
            """)
    void saysAtWhichLineAndColumnTheJsonBreaks(String body, String detail) throws Exception {
        var answer = post("/order", body).isProblem(400, "unreadable-json");

        assertThat(answer.detail()).startsWith(detail);
        assertThat(answer.body()).doesNotContain("dev.tamis", "tools.jackson");
    }

    @Test
    void countsLines() throws Exception {
        assertThat(post("/order", "{\n\n  \"order_id\": x}")
                        .isProblem(400, "unreadable-json")
                        .detail())
                .startsWith("the JSON is broken at line 3, column 1");
    }

    @Test
    void saysThatThereIsMoreBehindTheEnd() throws Exception {
        var answer = post("/order", "{\"main_part\": " + GOOD_PART + "} {}").isProblem(400, "unreadable-json");

        assertThat(answer.detail()).contains("after the end");
    }

    @Test
    void refusesJsonThatIsNestedWithoutEnd() throws Exception {
        var answer = post("/order", "{\"main_part\": " + "[".repeat(5_000)).isProblem(400, "invalid-request");

        assertThat(answer.errors()).isEqualTo("#/main_part: does not fit; expected an object\n");
    }

    @ParameterizedTest
    @CsvSource({"''", "null"})
    void saysThatABodyIsMissing(String body) throws Exception {
        assertThat(post("/order", body).isProblem(400, "unreadable-body").detail())
                .isEqualTo("the request needs a JSON body and has none");
    }

    @Test
    void saysWhichMediaTypesItReads() throws Exception {
        var answer = send("POST", "/order", BodyPublishers.ofString("a,b"), "Content-Type", "text/csv")
                .isProblem(415, "unsupported-media-type");

        assertThat(answer.detail()).contains("text/csv").contains("application/json");
        assertThat(answer.header("Accept")).contains("application/json");
    }
}
