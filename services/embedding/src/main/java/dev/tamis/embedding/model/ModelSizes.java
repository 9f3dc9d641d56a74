package dev.tamis.embedding.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The sizes in a `tamis-model.yaml`: `full` from its own `dimensions` and `layers`, others from its list `sizes`.
final class ModelSizes {

    private static final List<String> NAMES = List.of("medium", "small");
    private static final List<String> KEYS = List.of("name", "layers", "output", "dimensions");
    private static final int MOST_DIMENSIONS = 16_000;
    private static final int MOST_LAYERS = 1_000;

    private ModelSizes() {}

    /// Full first, then from the deepest to the shallowest.
    static List<ModelSize> read(YamlMap yaml) {
        var sizes = new ArrayList<ModelSize>();
        OptionalInt layers = yaml.number("layers", 1, MOST_LAYERS);
        Set<String> names = new HashSet<>();
        int most = layers.orElse(MOST_LAYERS) - 1;
        for (YamlMap each : yaml.maps("sizes")) {
            each.allow(KEYS);
            String name = required(each, "name") ? each.choice("name", NAMES).orElse("small") : "small";
            if (!names.add(name)) {
                each.complain("'name' is '%s', as that of another size".formatted(name));
            }
            required(each, "output");
            sizes.add(new ModelSize(name, boxed(layers(each, most)), dimensions(each)));
        }
        sizes.sort(Comparator.comparing(size -> NAMES.indexOf(size.name())));
        sizes.addFirst(new ModelSize(ModelSize.FULL, boxed(layers), dimensions(yaml)));
        return sizes;
    }

    /// The tensor of each size but the full one.
    static Map<String, String> outputs(YamlMap yaml) {
        var outputs = new HashMap<String, String>();
        for (YamlMap each : yaml.maps("sizes")) {
            each.text("output")
                    .ifPresent(output -> outputs.put(each.text("name").orElse(""), output));
        }
        return outputs;
    }

    private static OptionalInt layers(YamlMap size, int most) {
        required(size, "layers");
        return size.number("layers", 1, most);
    }

    /// Never empty, so that the description can be made; what is wrong is among the complaints.
    private static List<Integer> dimensions(YamlMap yaml) {
        required(yaml, "dimensions");
        List<Integer> dimensions = yaml.numbers("dimensions", 1, MOST_DIMENSIONS);
        return dimensions.isEmpty() ? List.of(1) : dimensions;
    }

    private static boolean required(YamlMap yaml, String key) {
        if (!yaml.has(key)) {
            yaml.complain("'%s' is missing".formatted(key));
        }
        return yaml.has(key);
    }

    private static @Nullable Integer boxed(OptionalInt number) {
        return number.isPresent() ? (Integer) number.getAsInt() : null;
    }
}
