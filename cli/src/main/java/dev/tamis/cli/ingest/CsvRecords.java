package dev.tamis.cli.ingest;

import dev.tamis.cli.ingest.SourceLine.BadLine;
import dev.tamis.cli.ingest.SourceLine.ItemLine;
import dev.tamis.cli.terminal.Failure;
import dev.tamis.cli.terminal.Json;
import dev.tamis.common.contract.collection.AttributeType;
import dev.tamis.common.contract.item.Item;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/// CSV with a header line (RFC 4180, UTF-8), whose columns are mapped to items; tabs separate if the name of the
/// file says `.tsv`. Empty cells are left out of their item.
final class CsvRecords implements ItemSource {

    private final SourceFile file;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final Mapping mapping;
    private final Map<String, AttributeType> types;
    private long lastLine = 1;

    /// Reads the file once to see the types of attributes whose type is not given.
    CsvRecords(Path path, Mapping mapping) {
        this(path, mapping, types(path, mapping));
    }

    private CsvRecords(Path path, Mapping mapping, Map<String, AttributeType> types) {
        this.mapping = mapping;
        this.types = types;
        this.file = SourceFile.open(path);
        this.parser = parser(path, file);
        this.records = parser.iterator();
    }

    /// Types of the attributes, given or seen.
    Map<String, AttributeType> types() {
        return types;
    }

    private static CSVParser parser(Path path, SourceFile file) {
        try {
            CSVFormat format =
                    path.getFileName().toString().matches("(?i).*[.]tsv([.]gz)?") ? CSVFormat.TDF : CSVFormat.RFC4180;
            var reader = new BufferedReader(new InputStreamReader(file.content(), StandardCharsets.UTF_8));
            reader.mark(1);
            if (reader.read() != '\uFEFF') {
                reader.reset();
            }
            return format.builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .setIgnoreEmptyLines(true)
                    .get()
                    .parse(reader);
        } catch (IOException | UncheckedIOException | IllegalArgumentException unreadable) {
            throw Failure.usage("%s is no CSV with a header: %s".formatted(path, unreadable.getMessage()));
        }
    }

    private static Map<String, AttributeType> types(Path path, Mapping mapping) {
        try (SourceFile file = SourceFile.open(path);
                CSVParser parser = parser(path, file)) {
            requireColumns(parser.getHeaderNames(), mapping);
            var seen = new ColumnTypes(mapping.attributes());
            for (CSVRecord row : parser) {
                seen.add(row);
            }
            return seen.types();
        } catch (IOException | UncheckedIOException | IllegalStateException broken) {
            throw Failure.usage("%s is broken: %s".formatted(path, broken.getMessage()));
        }
    }

    private static void requireColumns(List<String> header, Mapping mapping) {
        Stream.of(
                        Stream.of(mapping.id()),
                        mapping.text().stream(),
                        mapping.attributes().stream().map(AttributeColumn::name))
                .flatMap(names -> names)
                .filter(name -> !header.contains(name))
                .findFirst()
                .ifPresent(missing -> {
                    throw Failure.usage(
                            "column '%s' is not in the header: %s".formatted(missing, String.join(", ", header)));
                });
    }

    @Override
    public @Nullable SourceLine next() throws IOException {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CSVRecord row = records.next();
            long number = lastLine + 1;
            lastLine = parser.getCurrentLineNumber();
            return line(number, row);
        } catch (UncheckedIOException | IllegalStateException broken) {
            throw new IOException(
                    "the CSV is broken after line %d: %s".formatted(lastLine, broken.getMessage()), broken);
        }
    }

    private SourceLine line(long number, CSVRecord row) {
        if (!row.isConsistent()) {
            return new BadLine(
                    number,
                    "has %d columns, the header has %d"
                            .formatted(row.size(), parser.getHeaderNames().size()));
        }
        String id = row.get(mapping.id());
        if (id.isEmpty()) {
            return new BadLine(number, "has no id: '%s' is empty".formatted(mapping.id()));
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (String column : mapping.text()) {
            if (!row.get(column).isBlank()) {
                fields.put(column, row.get(column));
            }
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (Map.Entry<String, AttributeType> column : types.entrySet()) {
            String value = row.get(column.getKey());
            if (!value.isBlank()) {
                try {
                    attributes.put(column.getKey(), Values.typed(value, column.getValue()));
                } catch (IllegalArgumentException wrong) {
                    return new BadLine(number, "%s: %s".formatted(column.getKey(), wrong.getMessage()));
                }
            }
        }
        return new ItemLine(number, id, Json.text(new Item(id, fields, attributes, null)));
    }

    @Override
    public long position() {
        return file.position();
    }

    @Override
    public void close() throws IOException {
        parser.close();
        file.close();
    }
}
