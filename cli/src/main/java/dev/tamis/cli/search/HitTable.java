package dev.tamis.cli.search;

import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.Table;
import dev.tamis.common.contract.search.Evidence;
import dev.tamis.common.contract.search.FacetValue;
import dev.tamis.common.contract.search.HitExplanation;
import dev.tamis.common.contract.search.SearchHit;
import dev.tamis.common.contract.search.SearchResponse;
import dev.tamis.common.contract.search.SearchResponse.SearchExplanation;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Shows the answer to a search to a person.
public final class HitTable {

    private static final int TITLE_WIDTH = 56;

    private final Console console;

    public HitTable(Console console) {
        this.console = console;
    }

    /// Prints the hits, best first, and what the answer lacks.
    public void print(SearchResponse answer) {
        printDegradation(answer.degraded());
        if (answer.hits().isEmpty()) {
            console.out().println("Nothing found.");
        } else {
            table(answer.hits()).print(console);
        }
        if (answer.facets() != null) {
            answer.facets().forEach(this::printFacet);
        }
        console.out().printf("%d hits, %s search, %.1f ms%n", answer.hits().size(), name(answer), answer.tookMillis());
        if (answer.explanation() != null) {
            printExplanation(answer.explanation());
        }
    }

    private void printDegradation(List<String> degraded) {
        if (!degraded.isEmpty()) {
            console.err()
                    .println("Degraded answer: %s took no part; order and hits may differ from the usual."
                            .formatted(String.join(" and ", degraded)));
        }
    }

    private void printFacet(String attribute, List<FacetValue> values) {
        console.out()
                .println(attribute + ": "
                        + values.stream()
                                .map(each -> "%s (%d)".formatted(value(each.value()), each.count()))
                                .collect(Collectors.joining(", ")));
    }

    private Table table(List<SearchHit> hits) {
        boolean explained = hits.getFirst().explanation() != null;
        Table table = explained
                ? new Table("#", "score", "id", "dense", "lexical", "popularity", "text", "attributes")
                : new Table("#", "score", "id", "text", "attributes");
        int rank = 1;
        for (SearchHit hit : hits) {
            String number = Integer.toString(rank++);
            HitExplanation why = hit.explanation();
            if (why == null) {
                table.row(number, score(hit.score()), hit.id(), title(hit), attributes(hit));
            } else {
                table.row(
                        number,
                        score(hit.score()),
                        hit.id(),
                        evidence(why.dense()),
                        evidence(why.lexical()),
                        why.popularity() == null ? "-" : "%.2f".formatted(why.popularity()),
                        title(hit),
                        attributes(hit));
            }
        }
        return table;
    }

    private void printExplanation(SearchExplanation explanation) {
        if (explanation.dense() != null) {
            console.out().println("vectors compared: " + explanation.dense());
        }
        if (explanation.fusion() != null) {
            console.out().println("fusion: " + explanation.fusion());
        }
        console.out()
                .println("stages: "
                        + explanation.stageMillis().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(stage -> "%s %.1f ms".formatted(stage.getKey(), stage.getValue()))
                                .collect(Collectors.joining(", ")));
    }

    private static String name(SearchResponse answer) {
        return answer.mode().name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String score(double score) {
        return "%.4f".formatted(score);
    }

    private static String evidence(@Nullable Evidence evidence) {
        if (evidence == null) {
            return "-";
        }
        return evidence.rank() == null
                ? "%.3f".formatted(evidence.score())
                : "%.3f (%d.)".formatted(evidence.score(), evidence.rank());
    }

    /// The first field is the title where there is one.
    private static String title(SearchHit hit) {
        return hit.fields().values().stream()
                .findFirst()
                .map(text -> Table.cut(text.strip(), TITLE_WIDTH))
                .orElse("");
    }

    private static String attributes(SearchHit hit) {
        return hit.attributes().entrySet().stream()
                .map(attribute -> attribute.getKey() + "=" + value(attribute.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String value(Object value) {
        return switch (value) {
            case Map<?, ?> point -> point.get("lat") + "," + point.get("lon");
            case List<?> values -> values.stream().map(HitTable::value).collect(Collectors.joining(","));
            case Double number ->
                BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
            default -> value.toString();
        };
    }
}
