package dev.tamis.support.problem;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// From a property path of Bean Validation (`candidates[0].item`) to a JSON pointer (`#/candidates/0/item`), with the
/// names
/// that the JSON has.
final class PropertyPointers {

    private PropertyPointers() {}

    static String pointer(@Nullable Class<?> root, String path) {
        var pointer = new StringBuilder("#");
        Type type = root;
        for (String step : path.split("[.\\[]", -1)) {
            if (step.isEmpty()) {
                continue;
            }
            if (step.endsWith("]")) {
                String index = step.substring(0, step.length() - 1);
                pointer.append(index.isEmpty() ? "" : "/" + index);
                type = elementType(type);
            } else if (!step.startsWith("<")) {
                RecordComponent component = component(type, step);
                pointer.append('/').append(jsonName(component, step));
                type = component == null ? null : component.getGenericType();
            }
        }
        return pointer.toString();
    }

    private static @Nullable RecordComponent component(@Nullable Type type, String name) {
        if (!(type instanceof Class<?> owner) || !owner.isRecord()) {
            return null;
        }
        return Arrays.stream(owner.getRecordComponents())
                .filter(component -> component.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static String jsonName(@Nullable RecordComponent component, String name) {
        if (component == null) {
            return name;
        }
        // JsonProperty does not target record components; it ends up on their accessors.
        var named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null || named.value().isEmpty() ? name : named.value();
    }

    private static @Nullable Type elementType(@Nullable Type type) {
        return type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : null;
    }
}
