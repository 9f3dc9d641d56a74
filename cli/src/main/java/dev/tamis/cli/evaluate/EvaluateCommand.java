package dev.tamis.cli.evaluate;

import dev.tamis.cli.connection.ConnectionOptions;
import dev.tamis.cli.evaluate.BeirQueries.JudgedQuery;
import dev.tamis.cli.evaluate.Evaluation.Report;
import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Failure;
import dev.tamis.cli.terminal.Json;
import dev.tamis.cli.terminal.Progress;
import dev.tamis.cli.terminal.Table;
import dev.tamis.client.TamisClient;
import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.search.SearchMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tamis evaluate`.
@Command(
        name = "evaluate",
        description = "Measure a collection on a test set in BEIR layout.",
        footer = {
            "",
            "nDCG@10 (linear gain), recall@100 and MRR@10 are means over the queries that have a relevant document, as"
                    + " trec_eval computes them. A document that is the query itself does not count. Latency is that of"
                    + " one request at a time, seen from here; with --mode all, hybrid comes after dense and finds the"
                    + " queries' vectors cached.",
            "",
            "Example:",
            "  ./tamis import --collection scifact --beir data/scifact",
            "  ./tamis evaluate --collection scifact --beir data/scifact --mode all",
            "",
            "./tamis evaluate codes --help is about what projections and codes keep.",
            "",
            "Exit code: 1 if an answer was degraded or an item had no vector: the measure is then not the one asked for."
        })
public final class EvaluateCommand implements Callable<Integer> {

    private static final String ALL = "all";

    // Both are required, but not for the command below this one, so that they are not marked as such.
    @Option(names = "--collection", paramLabel = "C", description = "Collection to measure; required.")
    private @Nullable String collection;

    @Option(names = "--beir", paramLabel = "DIR", description = "Folder in BEIR layout; required.")
    private @Nullable Path beir;

    @Option(names = "--split", paramLabel = "S", description = "Judgments to use, qrels/S.tsv (default test).")
    private String split = "test";

    @Option(names = "--mode", paramLabel = "M", description = "dense, lexical, hybrid (default) or all.")
    private String mode = "hybrid";

    @Option(names = "--rank", description = "Have the ranking service order the hits.")
    private boolean rank;

    @Option(names = "--max-queries", paramLabel = "N", description = "Use N queries only, spread evenly over the set.")
    private @Nullable Integer maxQueries;

    @Option(names = "--json", description = "Print one object.")
    private boolean json;

    @Mixin
    private final ConnectionOptions connection;

    private final Console console;

    private EvaluateCommand(Console console) {
        this.console = console;
        this.connection = new ConnectionOptions(console);
    }

    /// The command with its part.
    public static CommandLine create(Console console) {
        return new CommandLine(new EvaluateCommand(console)).addSubcommand(new CodesCommand(console));
    }

    @Override
    public Integer call() {
        String name = required("--collection", collection);
        List<SearchMode> modes = modes();
        List<JudgedQuery> queries = queries(required("--beir", beir));
        var reports = new ArrayList<Report>();
        try (TamisClient tamis = connection.client();
                var progress = new Progress(console)) {
            Collection measured = tamis.collection(name)
                    .orElseThrow(() -> Failure.failed("no collection is named '%s'".formatted(name)));
            var evaluation = new Evaluation(tamis, measured, rank);
            for (SearchMode each : modes) {
                int before = reports.size() * queries.size();
                double all = (double) modes.size() * queries.size();
                reports.add(evaluation.run(
                        queries,
                        each,
                        done -> progress.update(
                                (before + done) / all,
                                () -> "%s  %,d of %,d queries".formatted(name(each), done, queries.size()))));
            }
        }
        print(reports);
        boolean degraded = warnOfDegraded(reports);
        boolean incomplete = warnOfMissingVectors(reports);
        return degraded || incomplete ? ExitCodes.FAILED : ExitCodes.OK;
    }

    /// Lexical search first: it needs no vectors, so that dense search is measured with none cached.
    private List<SearchMode> modes() {
        if (mode.equals(ALL)) {
            return List.of(SearchMode.LEXICAL, SearchMode.DENSE, SearchMode.HYBRID);
        }
        for (SearchMode each : SearchMode.values()) {
            if (name(each).equals(mode)) {
                return List.of(each);
            }
        }
        throw Failure.usage("--mode is dense, lexical, hybrid or all, not '%s'".formatted(mode));
    }

    private static <T> T required(String option, @Nullable T value) {
        if (value == null) {
            throw Failure.usage("Missing required option: '%s'".formatted(option));
        }
        return value;
    }

    private List<JudgedQuery> queries(Path folder) {
        int limit = Objects.requireNonNullElse(maxQueries, Integer.MAX_VALUE);
        if (limit < 1) {
            throw Failure.usage("--max-queries must be at least 1, not " + limit);
        }
        var all = BeirQueries.read(folder, split);
        if (all.size() <= limit) {
            return all;
        }
        // Sets are often sorted, so that the first queries are not like the others.
        return IntStream.range(0, limit)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / limit)))
                .toList();
    }

    private void print(List<Report> reports) {
        if (!json) {
            table(reports).print(console);
        } else if (mode.equals(ALL)) {
            Map<String, Report> byMode = new LinkedHashMap<>();
            reports.forEach(report -> byMode.put(name(report.mode()), report));
            console.out().println(Json.pretty(Map.of("modes", byMode)));
        } else {
            console.out().println(Json.pretty(reports.getFirst()));
        }
    }

    private static Table table(List<Report> reports) {
        var table = new Table("mode", "nDCG@10", "recall@100", "MRR@10", "queries", "p50 ms", "p95 ms", "p99 ms");
        for (Report report : reports) {
            table.row(
                    name(report.mode()),
                    "%.4f".formatted(report.ndcg()),
                    "%.4f".formatted(report.recall()),
                    "%.4f".formatted(report.reciprocalRank()),
                    "%,d".formatted(report.queries()),
                    "%.1f".formatted(report.latencyMillis().p50()),
                    "%.1f".formatted(report.latencyMillis().p95()),
                    "%.1f".formatted(report.latencyMillis().p99()));
        }
        return table;
    }

    private boolean warnOfDegraded(List<Report> reports) {
        for (Report report : reports) {
            if (report.degraded() > 0) {
                console.err()
                        .println(
                                "WARNING: %,d of %,d answers in mode %s were DEGRADED: a service took no part. These numbers do not measure this mode."
                                        .formatted(report.degraded(), report.queries(), name(report.mode())));
            }
        }
        return reports.stream().anyMatch(report -> report.degraded() > 0);
    }

    private boolean warnOfMissingVectors(List<Report> reports) {
        long missing = reports.getFirst().itemsWithoutVector();
        boolean matters = missing > 0 && reports.stream().anyMatch(report -> report.mode() != SearchMode.LEXICAL);
        if (matters) {
            console.err()
                    .println(
                            "WARNING: %,d items had NO VECTOR yet when this began; dense search did not see them. Measure again once ./tamis status counts none."
                                    .formatted(missing));
        }
        return matters;
    }

    private static String name(SearchMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
