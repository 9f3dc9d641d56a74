package dev.tamis.gateway.documentation;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// What is written by hand for the OpenAPI document, beside the class path's classes of this package.
final class Documents {

    private Documents() {}

    /// An example by operation and direction (`request` or `response`), as it goes over the wire.
    static Optional<String> example(String operation, String direction) {
        return text("examples/" + operation + "." + direction + ".json")
                .or(() -> text("examples/" + operation + "." + direction + ".ndjson"))
                .or(() -> text("examples/" + operation + "." + direction + ".html"))
                .or(() -> text("examples/" + operation + "." + direction + ".txt"));
    }

    /// Meaning of a property, by `Schema.property`.
    static Properties descriptions() {
        var properties = new Properties();
        try (InputStream in = Documents.class.getResourceAsStream("descriptions.properties")) {
            properties.load(in);
            return properties;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Schemas by name.
    static Map<String, Schema<?>> schemas() {
        try (InputStream in = Documents.class.getResourceAsStream("schemas.json")) {
            var schemas = new LinkedHashMap<String, Schema<?>>();
            for (var entry : Json31.mapper().readTree(in).properties()) {
                schemas.put(entry.getKey(), Json31.mapper().treeToValue(entry.getValue(), Schema.class));
            }
            return schemas;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Optional<String> text(String name) {
        try (InputStream in = Documents.class.getResourceAsStream(name)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
