package dev.tamis.embedding.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The sizes in a `tamis-model.yaml`: `full` from its own `dimensions` and `layers`, others from its list `sizes`.
///
/// @param sizes full first, then from the deepest to the shallowest
/// @param outputs for each size but the full one the tensor that its last layer computes
record ModelSizes(List<ModelSize> sizes, Map<String, String> outputs) {

    private static final List<String> NAMES = List.of("medium", "small");
    private static final List<String> KEYS = List.of("name", "layers", "output", "dimensions");
    private static final int MOST_DIMENSIONS = 16_000;
    private static final int MOST_LAYERS = 1_000;

    static ModelSizes read(YamlMap yaml) {
        var sizes = new ArrayList<ModelSize>();
        var outputs = new HashMap<String, String>();
        OptionalInt layers = yaml.number("layers", 1, MOST_LAYERS);
        int most = layers.orElse(MOST_LAYERS) - 1;
        for (YamlMap each : yaml.maps("sizes")) {
            each.allow(KEYS);
            String name = required(each, "name") ? each.choice("name", NAMES).orElse("") : "";
            String output = required(each, "output") ? each.text("output").orElse("") : "";
            if (outputs.put(name, output) != null) {
                each.complain("'name' is '%s', as that of another size".formatted(name));
            }
            sizes.add(new ModelSize(name, boxed(layers(each, most)), dimensions(each)));
        }
        sizes.sort(Comparator.comparing(size -> NAMES.indexOf(size.name())));
        sizes.addFirst(new ModelSize(ModelSize.FULL, boxed(layers), dimensions(yaml)));
        return new ModelSizes(sizes, outputs);
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
