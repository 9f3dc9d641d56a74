package dev.tamis.cli.evaluate;

import dev.tamis.cli.connection.ConnectedCommand;
import dev.tamis.cli.job.JobFollower;
import dev.tamis.cli.job.JobReport;
import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Json;
import dev.tamis.cli.terminal.Table;
import dev.tamis.client.TamisClient;
import dev.tamis.common.contract.job.CreateJob;
import dev.tamis.common.contract.job.Job;
import dev.tamis.common.contract.training.CodeQualities;
import dev.tamis.common.contract.training.CodeQuality;
import dev.tamis.common.contract.training.EvaluateCodes;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.type.TypeReference;

/// `tamis evaluate codes`.
@Command(
        name = "codes",
        description = "Measure what projections and codes keep of the quality of a collection's vectors.",
        footer = {
            "",
            "A row for each prefix and code, those that need no fit and those of fitted models: alone, and with its first"
                    + " 100 or 200 ordered by full vectors. Measured on queries that ./tamis train does not fit to: the"
                    + " test split where there is a training split, else three tenths of the queries.",
        })
final class CodesCommand extends ConnectedCommand {

    @Option(names = "--collection", required = true, paramLabel = "C", description = "Collection to measure.")
    private String collection = "";

    @Option(names = "--beir", required = true, paramLabel = "DIR", description = "Folder in BEIR layout.")
    private Path beir = Path.of("");

    @Option(
            names = "--models",
            paramLabel = "ID",
            split = ",",
            description = "Fitted models, each NAME@VERSION (default: the latest of each name of the collection).")
    private @Nullable List<String> models;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of random rotations (default 1).")
    private @Nullable Long seed;

    @Option(names = "--report", paramLabel = "F", description = "Write a page with the table to this file.")
    private @Nullable Path report;

    @Option(names = "--json", description = "Print one object.")
    private boolean json;

    CodesCommand(Console console) {
        super(console);
    }

    @Override
    protected int run(TamisClient tamis) {
        var parameters = new EvaluateCodes(QueryDivision.read(beir).heldOut(), models, seed);
        Job asked = tamis.createJob(new CreateJob(
                EvaluateCodes.KIND, collection, Json.mapper().convertValue(parameters, new TypeReference<>() {})));
        Job finished = JobFollower.follow(tamis, asked.id(), console);
        if (finished.result() == null) {
            return ExitCodes.FAILED;
        }
        if (report != null) {
            JobReport.write(tamis, finished.id(), report);
        }
        CodeQualities result = Json.mapper().convertValue(finished.result(), CodeQualities.class);
        if (json) {
            console.out().println(Json.pretty(result));
        } else {
            table(result.rows()).print(console);
        }
        return ExitCodes.OK;
    }

    private static Table table(List<CodeQuality> rows) {
        var table =
                new Table("method", "model", "size", "bytes", "rescored", "nDCG@10", "recall@100", "recallOfExact@10");
        for (CodeQuality row : rows) {
            table.row(
                    row.method(),
                    Objects.requireNonNullElse(row.model(), ""),
                    "%,d".formatted(row.size()),
                    "%,.0f".formatted(row.bytesPerItem()),
                    row.rescored() == 0 ? "-" : "%,d".formatted(row.rescored()),
                    "%.4f".formatted(row.ndcg()),
                    "%.4f".formatted(row.recall()),
                    "%.4f".formatted(row.recallOfExact()));
        }
        return table;
    }
}
