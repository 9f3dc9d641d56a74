package dev.tamis.cli.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.cli.Cli;
import dev.tamis.cli.Cli.Ended;
import dev.tamis.cli.StubGateway;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SearchCommandTest {

    private static final String ANSWER = """
            {"queryId": "q1", "mode": "lexical", "degraded": ["embedding"], "tookMillis": 3.25, "hits": [
              {"id": "mug-1", "score": 0.98765, "fields": {"title": "Red mug", "description": "long"},
               "attributes": {"brand": "Acme", "price": 10.0, "colours": ["red", "white"], "inStock": true},
               "explanation": {"lexical": {"score": 7.5, "rank": 1}, "retrievalScore": 7.5}},
              {"id": "x", "score": 0.5, "fields": {"title": "A\\u001b[31m trick"}, "attributes": {}}]}""";

    private final StubGateway gateway = new StubGateway();
    private final Cli cli = new Cli().with("TAMIS_URL", gateway.url()).with("TAMIS_KEY", StubGateway.KEY);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void hitsAreATableAndADegradedAnswerSaysSo() {
        gateway.answersSearches(
                request -> ANSWER.replaceAll(",\\s*\"explanation\": \\{.*?}, \"retrievalScore\": 7.5}", ""));

        Ended ended = search("red mug");

        assertThat(ended.out()).isEqualTo("""
                #   score  id     text          attributes
                1  0.9877  mug-1  Red mug       brand=Acme price=10 colours=red,white inStock=true
                2  0.5000  x      A [31m trick
                2 hits, lexical search, 3.3 ms
                """);
        assertThat(ended.err()).startsWith("Degraded answer: embedding took no part");
        assertThat(ended.exitCode()).isEqualTo(ExitCodes.OK);
    }

    @Test
    void optionsBecomeTheRequest() {
        search("red mug", "--k", "3", "--mode", "dense", "--filter", "price < 20", "--user", "u1", "--explain");

        assertThat(gateway.searches().getFirst()).isEqualTo(Json.mapper().readTree("""
                {"query": "red mug", "k": 3, "mode": "dense", "filter": {"attribute": "price", "lt": 20.0},
                 "user": "u1", "explain": true}"""));
    }

    @Test
    void facetsAreAskedForAndShownUnderTheHits() {
        gateway.answersSearches(request -> """
                {"queryId": "q1", "mode": "lexical", "degraded": [], "tookMillis": 1, "hits": [],
                 "facets": {"brand": [{"value": "Acme", "count": 2}], "price": [{"value": 10.0, "count": 1}]}}""");

        Ended ended = search("red mug", "--facets", "brand,price");

        assertThat(gateway.searches().getFirst().path("facets").toString()).isEqualTo("[\"brand\",\"price\"]");
        assertThat(ended.out()).contains("brand: Acme (2)\nprice: 10 (1)\n");
    }

    @Test
    void theAnswerAsJsonIsOneObject() {
        gateway.answersSearches(request -> ANSWER);

        Ended ended = search("red mug", "--json");

        assertThat(Json.mapper()
                        .readTree(ended.out())
                        .path("hits")
                        .path(0)
                        .path("id")
                        .asString())
                .isEqualTo("mug-1");
    }

    @Test
    void aFilterThatCannotBeReadIsShownWithItsPlace() {
        Ended ended = search("red mug", "--filter", "price >=");

        assertThat(ended.err()).isEqualTo("""
                tamis: --filter: expected a value
                  price >=
                          ^
                """);
        assertThat(ended.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(gateway.searches()).isEmpty();
    }

    @Test
    void nothingFoundIsSaidInWords() {
        assertThat(search("red mug").out()).startsWith("Nothing found.\n");
    }

    private Ended search(String text, String... options) {
        var arguments = new ArrayList<>(List.of("search", "--collection", "shop", text));
        arguments.addAll(List.of(options));
        return cli.run(arguments.toArray(String[]::new));
    }
}
