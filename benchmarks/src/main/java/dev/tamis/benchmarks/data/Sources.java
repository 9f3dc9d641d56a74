package dev.tamis.benchmarks.data;

import dev.tamis.common.contract.item.Item;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads data sets, plain or gzipped.
public final class Sources {

    /// Reads and writes the JSON of all benchmarks.
    public static final JsonMapper JSON = new JsonMapper();

    private Sources() {}

    /// The lines of `name` or `name.gz` in a folder.
    public static List<String> lines(Path folder, String name) throws IOException {
        Path plain = folder.resolve(name);
        Path zipped = folder.resolve(name + ".gz");
        boolean gzip = !Files.exists(plain);
        try (InputStream file = Files.newInputStream(gzip ? zipped : plain);
                InputStream in = gzip ? new GZIPInputStream(file) : file;
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    /// The documents of a folder in BEIR's layout.
    public static List<Item> corpus(Path folder, int most) throws IOException {
        return lines(folder, "corpus.jsonl").stream()
                .limit(most)
                .map(JSON::readTree)
                .map(document -> item(
                        document.get("_id").asString(),
                        List.of(
                                Map.entry("title", text(document, "title")),
                                Map.entry("text", text(document, "text")))))
                .toList();
    }

    private static Item item(String id, List<Map.Entry<String, String>> texts) {
        var fields = new LinkedHashMap<String, String>();
        texts.stream()
                .filter(text -> !text.getValue().isBlank())
                .forEach(text -> fields.put(text.getKey(), text.getValue()));
        return new Item(id, fields, Map.of(), null);
    }

    /// A text property, or an empty text where there is none.
    public static String text(JsonNode document, String name) {
        JsonNode value = document.get(name);
        return value == null || value.isNull() ? "" : value.asString();
    }
}
