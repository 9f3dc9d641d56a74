package dev.tamis.common.contract.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tamis.common.model.ArtifactKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A fitted model in the registry, in the shape of the entries of OpenAI's `GET /v1/models`.
///
/// @param id its name and version, `name@version`
/// @param object always `model`
/// @param kind what it is for
/// @param detail why it was refused, or what keeps searches from using it although it is active; else absent
/// @param collection whose items and queries it was fitted for
/// @param baseModel embedding model of the vectors that it reads; absent if callers bring them
/// @param dimensions of a projection, floats that are kept of each vector since it was last activated; else absent
/// @param served whether searches use it, on the replica that answers
/// @param metrics what was measured on held-out queries when it was fitted, by name
/// @param created when it was registered, in seconds since 1970
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FittedModel(
        String id,
        String object,
        ArtifactKind kind,
        FittedState state,
        @Nullable String detail,
        String collection,
        @JsonProperty("base_model") @Nullable String baseModel,
        int version,
        @Nullable Integer dimensions,
        boolean served,
        Map<String, Double> metrics,
        long created) {

    public FittedModel {
        metrics = Map.copyOf(metrics);
    }
}
