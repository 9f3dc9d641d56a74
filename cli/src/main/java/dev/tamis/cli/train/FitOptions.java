package dev.tamis.cli.train;

import dev.tamis.cli.evaluate.QueryDivision;
import dev.tamis.cli.job.JobFollower;
import dev.tamis.cli.job.JobReport;
import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Json;
import dev.tamis.client.TamisClient;
import dev.tamis.common.contract.job.CreateJob;
import dev.tamis.common.contract.job.Job;
import dev.tamis.common.contract.training.FittedResult;
import dev.tamis.common.contract.training.JudgedQuery;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.type.TypeReference;

/// What all fits have in common.
final class FitOptions {

    @Option(names = "--collection", required = true, paramLabel = "C", description = "Collection to fit to.")
    private String collection = "";

    @Option(
            names = "--beir",
            paramLabel = "DIR",
            description = "Folder in BEIR layout whose judged queries are fitted to: those of its training split, or"
                    + " else seven tenths. Without it, items stand in for queries.")
    private @Nullable Path beir;

    @Option(names = "--name", paramLabel = "N", description = "Name of the model (default: after the collection).")
    private @Nullable String name;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of all randomness (default 1).")
    private @Nullable Long seed;

    @Option(names = "--steps", paramLabel = "N", description = "Updates at most.")
    private @Nullable Integer steps;

    @Option(names = "--report", paramLabel = "F", description = "Write a page with curves and qualities to this file.")
    private @Nullable Path report;

    @Option(names = "--json", description = "Print one object.")
    private boolean json;

    private final Console console;

    FitOptions(Console console) {
        this.console = console;
    }

    @Nullable
    String name() {
        return name;
    }

    @Nullable
    Long seed() {
        return seed;
    }

    @Nullable
    Integer steps() {
        return steps;
    }

    /// Has a model fitted, and shows how that goes.
    ///
    /// @param parameters made of the queries
    /// @return the exit code
    int run(TamisClient tamis, String kind, Function<@Nullable List<JudgedQuery>, Object> parameters) {
        List<JudgedQuery> queries =
                beir == null ? null : QueryDivision.read(beir).fitted();
        Job asked = tamis.createJob(new CreateJob(
                kind, collection, Json.mapper().convertValue(parameters.apply(queries), new TypeReference<>() {})));
        console.err().println("job %s; Ctrl-C leaves it running".formatted(asked.id()));
        Job finished = JobFollower.follow(tamis, asked.id(), console);
        if (finished.result() == null) {
            return ExitCodes.FAILED;
        }
        if (report != null) {
            JobReport.write(tamis, finished.id(), report);
        }
        print(Json.mapper().convertValue(finished.result(), FittedResult.class));
        return ExitCodes.OK;
    }

    private void print(FittedResult result) {
        if (json) {
            console.out().println(Json.pretty(result));
            return;
        }
        console.out().println("model    " + result.model() + ", a candidate");
        console.out()
                .println("fitted   to %,d items and %,d queries, best after step %,d"
                        .formatted(result.items(), result.queries(), result.steps()));
        new TreeMap<>(result.metrics())
                .forEach((metric, value) -> console.out().println("  %-44s %.4f".formatted(metric, value)));
    }
}
