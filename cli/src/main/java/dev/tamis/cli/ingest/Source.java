package dev.tamis.cli.ingest;

import dev.tamis.cli.terminal.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A file to import, and how its lines become items.
///
/// @param mapping absent if the lines are items already
record Source(Format format, Path file, @Nullable Mapping mapping) {

    enum Format {
        NDJSON,
        CSV
    }

    /// From the options of the command, of which one names a file.
    ///
    /// @throws Failure if they do not fit together
    static Source of(
            @Nullable Path ndjson,
            @Nullable Path csv,
            @Nullable Path beir,
            @Nullable String id,
            @Nullable List<String> text,
            @Nullable List<String> attributes) {
        boolean mapped = id != null || text != null || attributes != null;
        if (beir != null) {
            if (mapped) {
                throw Failure.usage("--id, --text and --attributes go with --ndjson and --csv, not with --beir");
            }
            return new Source(Format.NDJSON, BeirCorpus.corpus(beir), BeirCorpus.mapping());
        }
        if (ndjson != null && !mapped) {
            return new Source(Format.NDJSON, ndjson, null);
        }
        if (id == null || text == null) {
            throw Failure.usage(
                    csv != null
                            ? "--csv needs --id COL and --text COL,... to say which columns are the id and the text"
                            : "--id KEY and --text KEY,... go together; without both, each line is an item already");
        }
        List<AttributeColumn> columns = attributes == null
                ? List.of()
                : attributes.stream().map(AttributeColumn::parse).toList();
        var mapping = new Mapping(id, text, columns);
        return csv != null
                ? new Source(Format.CSV, csv, mapping)
                : new Source(Format.NDJSON, Objects.requireNonNull(ndjson), mapping);
    }

    ItemSource open() {
        if (mapping == null) {
            return new NdjsonItems(file);
        }
        return switch (format) {
            case NDJSON -> new NdjsonRecords(file, mapping);
            case CSV -> new CsvRecords(file, mapping);
        };
    }
}
