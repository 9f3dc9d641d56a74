package dev.tamis.cli.search;

import dev.tamis.cli.connection.ConnectionOptions;
import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Failure;
import dev.tamis.cli.terminal.Json;
import dev.tamis.client.TamisClient;
import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.common.contract.search.SearchRequest;
import dev.tamis.common.contract.search.SearchResponse;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tamis search`.
@Command(
        name = "search",
        description = "Search a collection.",
        footer = {
            "",
            "Filters join conditions by 'and' and 'or', with brackets where both are meant, and turn them by 'not':",
            "  brand = \"Acme\" and price >= 10 and price < 50 and colour in (red, blue)",
            "  sku prefix \"AB-\" or not (brand exists and price != 10)",
            "  place near 52.5,13.4 within 5km",
            "The last takes latitude and longitude in degrees, and a distance in m or km. An item without an attribute"
                    + " passes only what is negated.",
            "Quotes are needed only around text with spaces or signs. Unquoted numbers and true/false are taken as"
                    + " such; quote them to mean text.",
            "",
            "Examples:",
            "  ./tamis search --collection shop \"waterproof jacket for hiking\"",
            "  ./tamis search --collection shop \"jacket\" --k 5 --mode lexical --filter 'price < 100'"
        })
public final class SearchCommand implements Callable<Integer> {

    @Option(names = "--collection", required = true, paramLabel = "C", description = "Collection to search.")
    private String collection = "";

    @Parameters(paramLabel = "TEXT", description = "What to look for.")
    private String text = "";

    @Option(names = "--k", paramLabel = "N", description = "Hits to show at most, 1 to 1000 (default 10).")
    private int k = 10;

    @Option(names = "--mode", paramLabel = "M", description = "dense, lexical or hybrid (default).")
    private @Nullable SearchMode mode;

    @Option(names = "--filter", paramLabel = "EXPR", description = "Which items may answer; see below.")
    private @Nullable String filter;

    @Option(
            names = "--facets",
            split = ",",
            paramLabel = "NAME",
            description = "Count the values of these attributes over all items that the filter lets pass.")
    private @Nullable List<String> facets;

    @Option(names = "--user", paramLabel = "U", description = "Who asks, for ranking.")
    private @Nullable String user;

    @Option(names = "--explain", description = "Say where each score comes from and how long each stage took.")
    private boolean explain;

    @Option(names = "--json", description = "Print the gateway's answer as it is.")
    private boolean json;

    @Mixin
    private final ConnectionOptions connection;

    private final Console console;

    public SearchCommand(Console console) {
        this.console = console;
        this.connection = new ConnectionOptions(console);
    }

    @Override
    public Integer call() {
        SearchRequest request = SearchRequest.of(text)
                .withK(k)
                .withMode(mode)
                .withFilter(parsedFilter())
                .withFacets(facets)
                .withUser(user)
                .withExplain(explain);
        try (TamisClient tamis = connection.client()) {
            SearchResponse answer = tamis.search(collection, request);
            if (json) {
                console.out().println(Json.pretty(answer));
            } else {
                new HitTable(console).print(answer);
            }
        }
        return ExitCodes.OK;
    }

    private @Nullable Filter parsedFilter() {
        try {
            return filter == null ? null : FilterParser.parse(filter);
        } catch (FilterSyntaxException wrong) {
            throw Failure.usage(String.valueOf(wrong.getMessage()));
        }
    }
}
