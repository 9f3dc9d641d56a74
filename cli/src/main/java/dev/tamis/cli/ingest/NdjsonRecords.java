package dev.tamis.cli.ingest;

import dev.tamis.cli.ingest.JsonLines.Line;
import dev.tamis.cli.ingest.SourceLine.BadLine;
import dev.tamis.cli.ingest.SourceLine.ItemLine;
import dev.tamis.cli.terminal.Json;
import dev.tamis.common.contract.collection.AttributeType;
import dev.tamis.common.contract.item.Item;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// NDJSON of flat objects, whose keys are mapped to items. Keys that an object lacks are left out of its item, and
/// so are nulls and empty texts.
final class NdjsonRecords implements ItemSource {

    private final SourceFile file;
    private final JsonLines lines;
    private final Mapping mapping;

    NdjsonRecords(Path path, Mapping mapping) {
        this.file = SourceFile.open(path);
        this.lines = new JsonLines(file.content());
        this.mapping = mapping;
    }

    @Override
    public @Nullable SourceLine next() throws IOException {
        Line line = lines.next();
        if (line == null) {
            return null;
        }
        if (line.object() == null) {
            return new BadLine(line.number(), String.valueOf(line.problem()));
        }
        try {
            Item item = item(line.object());
            return new ItemLine(line.number(), item.id(), Json.text(item));
        } catch (IllegalArgumentException wrong) {
            return new BadLine(line.number(), String.valueOf(wrong.getMessage()));
        }
    }

    private Item item(ObjectNode object) {
        String id = text(object, mapping.id());
        if (id.isEmpty()) {
            throw new IllegalArgumentException("has no id: '%s' is missing or empty".formatted(mapping.id()));
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (String key : mapping.text()) {
            String text = text(object, key);
            if (!text.isBlank()) {
                fields.put(key, text);
            }
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (AttributeColumn column : mapping.attributes()) {
            JsonNode value = object.path(column.name());
            if (!value.isMissingNode() && !value.isNull()) {
                attributes.put(column.name(), attribute(column, value));
            }
        }
        return new Item(id, fields, attributes, null);
    }

    private static Object attribute(AttributeColumn column, JsonNode value) {
        AttributeType type = column.type();
        if (type == null || value.isContainer()) {
            return value;
        }
        try {
            return Values.typed(value.asString(), type);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("%s: %s".formatted(column.name(), wrong.getMessage()), wrong);
        }
    }

    private static String text(ObjectNode object, String key) {
        JsonNode value = object.path(key);
        if (value.isContainer()) {
            throw new IllegalArgumentException(
                    "'%s' is no text but %s".formatted(key, value.isArray() ? "an array" : "an object"));
        }
        return value.isMissingNode() || value.isNull() ? "" : value.asString();
    }

    @Override
    public long position() {
        return file.position();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
