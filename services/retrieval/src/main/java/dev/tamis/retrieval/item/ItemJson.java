package dev.tamis.retrieval.item;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Fields and attributes to and from their JSON columns. Order is kept.
@Component
public class ItemJson {

    private static final TypeReference<LinkedHashMap<String, String>> FIELDS = new TypeReference<>() {};
    private static final TypeReference<LinkedHashMap<String, Object>> ATTRIBUTES = new TypeReference<>() {};

    private final JsonMapper json;

    ItemJson(JsonMapper json) {
        this.json = json;
    }

    String write(Object value) {
        return json.writeValueAsString(value);
    }

    /// Reads a `fields` column.
    public Map<String, String> fields(String column) {
        return json.readValue(column, FIELDS);
    }

    /// Reads an `attributes` column.
    public Map<String, Object> attributes(String column) {
        return json.readValue(column, ATTRIBUTES);
    }
}
