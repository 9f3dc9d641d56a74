package dev.tamis.cli.ingest;

import dev.tamis.cli.connection.ConnectionOptions;
import dev.tamis.cli.connection.Target;
import dev.tamis.cli.ingest.Importer.Summary;
import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tamis import`.
@Command(
        name = "import",
        description = "Store the items of a file in a collection, which is created if there is none.",
        footer = {
            "",
            "Files may be gzipped. An import that was broken off goes on where it stopped when the same command is"
                    + " given again.",
            "",
            "--ndjson without --id: every line is an item as the API takes it,",
            "  {\"id\": \"1\", \"fields\": {\"title\": \"Red mug\"}, \"attributes\": {\"price\": 9.5}}",
            "--ndjson with --id and --text: every line is any object, whose keys are mapped.",
            "--csv: the first line names the columns; tabs separate in a .tsv. An attribute is a number (or boolean) if"
                    + " all its values are, else text; COL:number, COL:boolean, COL:string or COL:geo (latitude,longitude)"
                    + " says it instead.",
            "--beir: corpus.jsonl with _id, title and text.",
            "",
            "Examples:",
            "  ./tamis import --collection shop --csv shop.csv --id sku --text name,description"
                    + " --attributes brand,price",
            "  ./tamis import --collection scifact --beir data/scifact",
            "",
            "Exit code: 0 all lines are stored, 1 some are not, 3 the gateway does not answer."
        })
public final class ImportCommand implements Callable<Integer> {

    @Option(names = "--collection", required = true, paramLabel = "C", description = "Collection to store in.")
    private String collection = "";

    @ArgGroup(exclusive = true, multiplicity = "1")
    private SourceOptions source = new SourceOptions();

    @Option(names = "--id", paramLabel = "COL", description = "Column or key that holds the id.")
    private @Nullable String id;

    @Option(names = "--text", split = ",", paramLabel = "COL", description = "Columns or keys that hold text.")
    private @Nullable List<String> text;

    @Option(
            names = "--attributes",
            split = ",",
            paramLabel = "COL[:TYPE]",
            description = "Columns or keys that filters may test.")
    private @Nullable List<String> attributes;

    @Option(names = "--restart", description = "Begin at the first line, also after a break.")
    private boolean restart;

    @Option(names = "--errors", paramLabel = "FILE", description = "List all failed lines here, as NDJSON.")
    private @Nullable Path errors;

    @Option(
            names = "--retry-for",
            paramLabel = "SECONDS",
            description = "How long to wait for a gateway that stopped answering (default 120).")
    private int retrySeconds = 120;

    @Option(names = "--json", description = "Print the summary as one object.")
    private boolean json;

    @Mixin
    private final ConnectionOptions connection;

    private final Console console;

    static final class SourceOptions {
        @Option(names = "--ndjson", paramLabel = "F", description = "NDJSON file.")
        private @Nullable Path ndjson;

        @Option(names = "--csv", paramLabel = "F", description = "CSV file with a header line.")
        private @Nullable Path csv;

        @Option(names = "--beir", paramLabel = "DIR", description = "Folder in BEIR layout.")
        private @Nullable Path beir;
    }

    public ImportCommand(Console console) {
        this.console = console;
        this.connection = new ConnectionOptions(console);
    }

    @Override
    public Integer call() {
        Source chosen = Source.of(source.ndjson, source.csv, source.beir, id, text, attributes);
        Target target = connection.target();
        var importer = new Importer(console, connection.data().folder(), Duration.ofSeconds(retrySeconds));
        Summary summary = importer.run(target, collection, chosen, restart, errors);
        if (json) {
            console.out().println(Json.pretty(summary));
        } else {
            summary.sentences().forEach(console.out()::println);
        }
        return summary.failed() == 0 ? ExitCodes.OK : ExitCodes.FAILED;
    }
}
