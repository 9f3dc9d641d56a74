package dev.tamis.embedding.model;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All that a `tamis-model.yaml` says.
///
/// @param network name of the ONNX file
/// @param tokenizer name of the `tokenizer.json`
/// @param output the graph's output that is used; null to find it
/// @param earlyOutputs for each smaller size the tensor that its last layer computes
record ModelSpec(
        ModelDescription description,
        String network,
        String tokenizer,
        @Nullable String output,
        Map<String, String> earlyOutputs) {

    ModelSpec {
        earlyOutputs = Map.copyOf(earlyOutputs);
    }

    String name() {
        return description.name();
    }

    Optional<String> namedOutput() {
        return Optional.ofNullable(output);
    }
}
