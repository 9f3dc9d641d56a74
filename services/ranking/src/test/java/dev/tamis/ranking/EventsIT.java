package dev.tamis.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.tamis.testkit.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventsIT extends RunningService {

    @Test
    void keepsEveryFieldOfAnEventUnderItsUserBehaviorInsightsName() {
        var answer = caller.post("/v1/events", """
                {"event_id": "e1", "collection": "%s", "action_name": "add_to_cart", "object_id": "lamp-7",
                 "client_id": "ann", "session_id": "s1", "query_id": "q1", "user_query": "läslampa 🪔",
                 "timestamp": "2026-06-20T01:30:00+02:00", "position": 3}""".formatted(collection));

        assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"duplicates\":0}");
        assertThat(jdbc.sql("""
                        SELECT event_id, action_name, object_id, client_id, session_id, query_id, user_query,
                               happened_at = '2026-06-19T23:30:00Z' AS on_time, position
                        FROM event WHERE collection = ?""").param(collection).query().singleRow())
                .containsEntry("event_id", "e1")
                .containsEntry("action_name", "add_to_cart")
                .containsEntry("object_id", "lamp-7")
                .containsEntry("client_id", "ann")
                .containsEntry("session_id", "s1")
                .containsEntry("query_id", "q1")
                .containsEntry("user_query", "läslampa 🪔")
                .containsEntry("on_time", true)
                .containsEntry("position", 3);
        assertThat(jdbc.sql("SELECT day::text FROM item_activity WHERE collection = ?")
                        .param(collection)
                        .query(String.class)
                        .single())
                .as("counted on its UTC day")
                .isEqualTo("2026-06-19");
    }

    @Test
    void makesUpTheIdAndTheTimeThatAreLeftOut() {
        String event = """
                {"collection": "%s", "action_name": "view", "object_id": "a", "client_id": "ann"}""".formatted(collection);

        caller.post("/v1/events", event);
        var second = caller.post("/v1/events", event);

        assertThat(second.json().path("accepted").asInt()).isEqualTo(1);
        assertThat(jdbc.sql("SELECT count(*) FROM event WHERE collection = ? AND happened_at = '2026-06-20T12:00:00Z'")
                        .param(collection)
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void countsAnEventThatIsSentAgainOnceAndKeepsWhatCameFirst() {
        caller.post("/v1/events", event("e1", "click", "a", "2026-06-20T10:00:00Z"));

        var again = caller.post(
                "/v1/events",
                "[" + event("e1", "purchase", "b", "2026-06-20T11:00:00Z") + ","
                        + event("e2", "click", "a", "2026-06-20T10:00:00Z") + ","
                        + event("e2", "click", "c", "2026-06-20T10:00:00Z") + "]");

        assertThat(again.body()).isEqualTo("{\"accepted\":1,\"duplicates\":2}");
        assertThat(counts()).containsExactly("a 2026-06-20 click 2");
    }

    @Test
    void theSameIdInAnotherCollectionIsAnotherEvent() {
        caller.post("/v1/events", event("e1", "click", "a", "2026-06-20T10:00:00Z"));

        var other = caller.post(
                "/v1/events", event("e1", "click", "a", "2026-06-20T10:00:00Z").replace(collection, collection + "b"));

        assertThat(other.json().path("accepted").asInt()).isEqualTo(1);
    }

    @Test
    void countsLateAndUnorderedEventsOnTheDayTheyHappened() {
        caller.post(
                "/v1/events",
                "[" + event("e1", "click", "a", "2026-06-20T10:00:00Z") + ","
                        + event("e2", "click", "a", "1999-01-01T00:00:00Z") + ","
                        + event("e3", "view", "a", "2026-06-19T23:59:59Z") + ","
                        + event("e4", "click", "a", "2026-06-20T00:00:00Z") + ","
                        + event("e5", "click", "a", "2026-06-21T11:59:59Z") + "]");

        assertThat(counts())
                .containsExactly(
                        "a 1999-01-01 click 1", "a 2026-06-19 view 1", "a 2026-06-20 click 2", "a 2026-06-21 click 1");
    }

    @Test
    void manyWhoSendTheSameEventsAtOnceInAnyOrderCountEachOfThemOnceAndNeverBlockEachOther() throws Exception {
        for (int round = 0; round < 5; round++) {
            String name = "round" + round + "-";
            List<String> events = IntStream.range(0, 600)
                    .mapToObj(i ->
                            event(name + i, i % 2 == 0 ? "click" : "view", "item" + i % 97, "2026-06-20T10:00:00Z"))
                    .toList();
            var requests = new ArrayList<Callable<Caller.Answer>>();
            for (int sender = 0; sender < 8; sender++) {
                List<String> order = sender % 2 == 0 ? events : events.reversed();
                requests.add(() -> caller.post("/v1/events", order.toString()));
            }

            List<Caller.Answer> answers = atOnce(requests);

            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThat(answer.status()).as(answer.body()).isEqualTo(200));
            assertThat(answers.stream()
                            .mapToInt(answer -> answer.json().path("accepted").asInt())
                            .sum())
                    .isEqualTo(600);
        }
        assertThat(storedEvents()).isEqualTo(3_000);
        assertThat(countedEvents()).isEqualTo(3_000);
    }

    @Test
    void manyWhoSendEventsOfTheSameItemsAtOnceLoseNoCountAndNeverBlockEachOther() throws Exception {
        var requests = new ArrayList<Callable<Caller.Answer>>();
        for (int sender = 0; sender < 40; sender++) {
            String name = "sender" + sender + "-";
            List<String> events = IntStream.range(0, 300)
                    .mapToObj(i -> event(name + i, "click", "item" + i, "2026-06-20T10:00:00Z"))
                    .toList();
            List<String> order = sender % 2 == 0 ? events : events.reversed();
            requests.add(() -> caller.post("/v1/events", order.toString()));
        }

        List<Caller.Answer> answers = atOnce(requests);

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.body()).isEqualTo("{\"accepted\":300,\"duplicates\":0}"));
        assertThat(storedEvents()).isEqualTo(12_000);
        assertThat(counts())
                .hasSize(300)
                .allMatch(count -> String.valueOf(count).endsWith(" click 40"));
    }

    @Test
    void keepsNothingOfAnArrayWithOneInvalidEventAndPointsAtIt() {
        var answer = caller.post(
                "/v1/events",
                "[" + event("e1", "click", "a", "2026-06-20T10:00:00Z") + ","
                        + event("e2", "click", "a", "2026-06-20T10:00:00Z") + ","
                        + event("e3", "click", "a", "2026-06-20T10:00:00Z") + ","
                        + event("e4", "click", " ", "2026-06-20T10:00:00Z") + "]");

        assertThat(answer.problem()).isEqualTo("400 invalid-request");
        assertThat(answer.errors()).containsExactly("#/3/object_id: must not be blank");
        assertThat(storedEvents()).isZero();
        assertThat(countedEvents()).isZero();
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            object_id   | ""                      | must not be blank
            object_id   | null                    | must not be blank
            object_id   | "a\\u0000b"             | contains a NUL character (U+0000) at position 1; remove it
            object_id   | "a\\ud800"              | contains a lone surrogate (U+D800) at position 1
            client_id   | "\\udc00"               | contains a lone surrogate (U+DC00) at position 0
            user_query  | "\\u0000"               | contains a NUL character
            event_id    | ""                      | size must be between 1 and 128
            event_id    | "\\u0000"               | contains a NUL character
            collection  | null                    | must not be blank
            action_name | null                    | must not be null
            action_name | "like"                  | 'like' is not one of the values it takes
            timestamp   | "2026-06-21T12:00:01Z"  | is more than 24 hours in the future; it is 2026-06-20T12:00:00Z here
            timestamp   | "1989-12-31T23:59:59Z"  | is 1989-12-31T23:59:59Z, before there were such events
            timestamp   | "yesterday"             | does not fit
            timestamp   | 1781956800000           | is more than 24 hours in the future
            timestamp   | 1e999999999             | is 1970-01-01T00:00:00Z, before
            timestamp   | -1e300                  | is 1970-01-01T00:00:00Z, before
            position    | 0                       | must be greater than or equal to 1
            position    | 99999999999             | does not fit; expected a whole number of at most 32 bits
            colour      | 1                       | is not a known property
            """)
    void pointsAtTheFieldThatIsWrongAndSaysWhy(String field, String value, String reason) {
        String event = event("e1", "click", "a", "2026-06-20T10:00:00Z");
        String broken = event.contains("\"" + field + "\"")
                ? event.replaceFirst("(\"" + field + "\": )\"[^\"]*\"", "$1" + value.replace("\\", "\\\\"))
                : event.replaceFirst("\\{", "{\"" + field + "\": " + value.replace("\\", "\\\\") + ", ");

        var single = caller.post("/v1/events", broken);
        var second = caller.post("/v1/events", "[" + event + "," + broken + "]");

        assertThat(single.status()).as(single.body()).isEqualTo(400);
        assertThat(single.errors()).singleElement(STRING).startsWith("#/" + field + ": " + reason);
        assertThat(second.errors()).singleElement(STRING).startsWith("#/1/" + field + ": " + reason);
        assertThat(storedEvents()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_001})
    void refusesAnArrayOfNoneOrTooManyEvents(int count) {
        String body = IntStream.range(0, count)
                .mapToObj(i -> event("e" + i, "view", "a", "2026-06-20T10:00:00Z"))
                .toList()
                .toString();

        assertThat(caller.post("/v1/events", body).errors())
                .containsExactly("#: has %,d events; send 1 to 1,000 at once".formatted(count));
        assertThat(storedEvents()).isZero();
    }

    @Test
    void takesAnArrayOfAThousand() {
        String body = IntStream.range(0, 1_000)
                .mapToObj(i -> event("e" + i, "view", "a", "2026-06-20T10:00:00Z"))
                .toList()
                .toString();

        assertThat(caller.post("/v1/events", body).body()).isEqualTo("{\"accepted\":1000,\"duplicates\":0}");
        assertThat(counts()).containsExactly("a 2026-06-20 view 1000");
    }

    @Test
    void refusesANullAmongTheEvents() {
        assertThat(caller.post("/v1/events", "[null]").errors()).containsExactly("#/0: is null; send an event");
    }

    @Test
    void countsWhatItAccepted() {
        caller.post("/v1/events", event("e1", "click", "a", "2026-06-20T10:00:00Z"));

        assertThat(caller.get("/actuator/prometheus").body()).containsPattern("ranking_events_accepted_total [1-9]");
    }

    private List<@Nullable String> counts() {
        return jdbc.sql("""
                        SELECT concat_ws(' ', object_id, day, action_name, count) FROM item_activity
                        WHERE collection = ? ORDER BY 1""").param(collection).query(String.class).list();
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws InterruptedException, ExecutionException {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (var result : executor.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        }
    }
}
