package dev.tamis.support.problem;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tamis.common.contract.Problem;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// From a property path of Bean Validation (`candidates[0].item`) to a JSON pointer (`#/candidates/0/item`),
/// with the names that the JSON has.
public final class PropertyPointers {

    /// An index or key in brackets, or a name.
    private static final Pattern STEP = Pattern.compile("\\[([^]]*)]|([^.\\[]+)");

    private PropertyPointers() {}

    /// @param root type that the path starts in; unknown, if null: then the names stay as they are
    /// @param path of a violation, relative to it
    public static String pointer(@Nullable Type root, String path) {
        var pointer = new StringBuilder("#");
        Type type = root;
        Matcher step = STEP.matcher(path);
        while (step.find()) {
            String key = step.group(1);
            String name = step.group(2);
            if (key != null) {
                pointer.append(key.isEmpty() ? "" : "/" + Problem.pointerToken(key));
                type = elementType(type);
            } else if (name != null && !name.startsWith("<")) { // such as <list element>, which its index names
                RecordComponent component = component(type, name);
                pointer.append('/').append(Problem.pointerToken(jsonName(component, name)));
                type = component == null ? null : component.getGenericType();
            }
        }
        return pointer.toString();
    }

    /// Type of the elements of a list, or of the values of a map.
    static @Nullable Type elementType(@Nullable Type type) {
        if (!(type instanceof ParameterizedType generic)) {
            return null;
        }
        Type[] arguments = generic.getActualTypeArguments();
        return arguments[arguments.length - 1];
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
}
