package dev.tamis.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.tamis.testkit.Caller;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RankIT extends RunningService {

    @Test
    void leavesTheOrderOfRetrievalAloneWhereThereAreNoEvents() {
        var answer = rank("a 0.9", "b 0.5", "c 0.5", "d 0.1");

        assertThat(items(answer)).isEqualTo("a b c d");
        assertThat(answer.json().path("model").asString()).isEqualTo("popularity");
        assertThat(answer.json().path("candidates").findValues("popularity"))
                .extracting(JsonNode::asDouble)
                .containsOnly(0.0);
        assertThat(answer.json().path("candidates").get(1).path("score").asDouble())
                .isEqualTo(0.5, within(1e-12));
    }

    @Test
    void aPopularItemPassesOthersThatRetrievalFoundNearlyAsGood() {
        caller.post(
                "/v1/events",
                "[" + event("e1", "purchase", "c", "2026-06-20T10:00:00Z") + ","
                        + event("e2", "view", "b", "2026-06-20T10:00:00Z") + "]");

        var answer = rank("a 10", "b 9.6", "c 9.6", "d 5");

        assertThat(items(answer)).isEqualTo("c a b d");
        assertThat(popularity(answer, "c")).isEqualTo(1);
        assertThat(popularity(answer, "b")).isEqualTo(Math.log1p(0.1) / Math.log1p(5), within(1e-9));
    }

    @Test
    void weighsActionsByWhatTheySayAboutInterest() {
        caller.post(
                "/v1/events",
                "[" + event("e1", "view", "view", "2026-06-20T10:00:00Z") + ","
                        + event("e2", "click", "click", "2026-06-20T10:00:00Z") + ","
                        + event("e3", "add_to_cart", "cart", "2026-06-20T10:00:00Z") + ","
                        + event("e4", "purchase", "purchase", "2026-06-20T10:00:00Z") + "]");

        var answer = rank("none 1", "view 1", "click 1", "cart 1", "purchase 1");

        assertThat(items(answer)).isEqualTo("purchase cart click view none");
        assertThat(popularity(answer, "cart")).isEqualTo(Math.log1p(3) / Math.log1p(5), within(1e-9));
    }

    @Test
    void popularityHalvesInFourteenDaysAndEndsAfterTenTimesThat() {
        caller.post("/v1/events", event("e1", "purchase", "old", "2026-06-20T10:00:00Z"));

        clock.set(NOON.plus(Duration.ofDays(14)));
        caller.post("/v1/events", event("e2", "purchase", "new", "2026-07-04T10:00:00Z"));
        assertThat(popularity(rank("old 1", "new 1"), "old")).isEqualTo(Math.log1p(2.5) / Math.log1p(5), within(1e-9));

        clock.set(NOON.plus(Duration.ofDays(139)));
        assertThat(popularity(rank("old 1", "new 1"), "old")).isPositive();

        clock.set(NOON.plus(Duration.ofDays(140)));
        assertThat(popularity(rank("old 1", "new 1"), "old")).isZero();
        assertThat(popularity(rank("old 1", "new 1"), "new")).isEqualTo(1);
    }

    @Test
    void anEventOfTomorrowByAFastClockCountsAsOneOfToday() {
        caller.post(
                "/v1/events",
                "[" + event("e1", "click", "fast", "2026-06-21T11:00:00Z") + ","
                        + event("e2", "click", "today", "2026-06-20T10:00:00Z") + "]");

        assertThat(popularity(rank("fast 1", "today 1"), "fast")).isEqualTo(1);
        assertThat(popularity(rank("fast 1", "today 1"), "today")).isEqualTo(1);
    }

    @Test
    void popularityInOneCollectionIsNoneInAnother() {
        caller.post("/v1/events", event("e1", "purchase", "b", "2026-06-20T10:00:00Z"));

        var other = caller.post("/v1/rank", """
                {"collection": "%s-other", "candidates": [{"item": "a", "score": 1}, {"item": "b", "score": 1}]}""".formatted(collection));

        assertThat(items(other)).isEqualTo("a b");
        assertThat(popularity(other, "b")).isZero();
    }

    @Test
    void noCandidatesAreAnsweredByNone() {
        assertThat(rank().body()).isEqualTo("{\"candidates\":[],\"model\":\"popularity\"}");
    }

    @Test
    void ranksAThousandCandidatesAndRefusesOneMore() {
        String[] thousand =
                IntStream.range(0, 1_000).mapToObj(i -> "i" + i + " " + -i).toArray(String[]::new);
        String[] more =
                IntStream.range(0, 1_001).mapToObj(i -> "i" + i + " " + -i).toArray(String[]::new);

        assertThat(rank(thousand).json().path("candidates")).hasSize(1_000);
        assertThat(rank(more).errors()).containsExactly("#/candidates: size must be between 0 and 1000");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"item": "b", "score": 1e999}       | #/candidates/1/score: is Infinity; send a finite number
            {"item": "b", "score": "NaN"}       | #/candidates/1/score: is NaN; send a finite number
            {"item": "b", "score": "-Infinity"} | #/candidates/1/score: is -Infinity; send a finite number
            {"item": "b", "score": "high"}      | #/candidates/1/score: does not fit; expected a number
            {"item": "b"}                       | #/candidates/1/score: is missing; expected a number
            {"item": "a", "score": 0}           | #/candidates/1/item: is the item of #/candidates/0 too
            {"item": "", "score": 0}            | #/candidates/1/item: must not be blank
            {"score": 0}                        | #/candidates/1/item: must not be blank
            {"item": "b\\u0000", "score": 0}    | #/candidates/1/item: contains a NUL character
            {"item": "\\udfff", "score": 0}     | #/candidates/1/item: contains a lone surrogate
            null                                | #/candidates/1: must not be null
            """)
    void pointsAtTheCandidateThatIsWrongAndSaysWhy(String candidate, String reason) {
        var answer = caller.post("/v1/rank", """
                {"collection": "%s", "candidates": [{"item": "a", "score": 1}, %s]}""".formatted(collection, candidate));

        assertThat(answer.problem()).isEqualTo("400 invalid-request");
        assertThat(answer.errors()).singleElement(STRING).startsWith(reason);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"candidates": []}                                   | #/collection: must not be blank
            {"collection": "c"}                                  | #/candidates: must not be null
            {"collection": "c\\u0000", "candidates": []}         | #/collection: contains a NUL character
            {"collection": "c", "user": "\\ud800", "candidates": []} | #/user: contains a lone surrogate
            {"collection": "c", "k": 3, "candidates": []}        | #/k: is not a known property
            """)
    void pointsAtTheFieldOfTheRequestThatIsWrong(String request, String reason) {
        assertThat(caller.post("/v1/rank", request).errors())
                .singleElement(STRING)
                .startsWith(reason);
    }

    @Test
    void timesEachRanking() {
        rank("a 1");

        assertThat(caller.get("/actuator/prometheus").body())
                .containsPattern("ranking_rank_duration_seconds_count [1-9]");
    }

    private Caller.Answer rank(String... itemsAndScores) {
        var candidates = new StringJoiner(",", "[", "]");
        for (String candidate : itemsAndScores) {
            String[] parts = candidate.split(" ", 2);
            candidates.add("{\"item\": \"%s\", \"score\": %s}".formatted(parts[0], parts[1]));
        }
        return caller.post(
                "/v1/rank",
                "{\"collection\": \"%s\", \"user\": \"ann\", \"candidates\": %s}".formatted(collection, candidates));
    }

    private static String items(Caller.Answer answer) {
        return String.join(
                " ",
                answer.json().path("candidates").findValues("item").stream()
                        .map(JsonNode::asString)
                        .toList());
    }

    private static double popularity(Caller.Answer answer, String item) {
        for (JsonNode candidate : answer.json().path("candidates")) {
            if (candidate.path("item").asString().equals(item)) {
                return candidate.path("popularity").asDouble();
            }
        }
        throw new AssertionError(item + " is not in " + answer.body());
    }
}
