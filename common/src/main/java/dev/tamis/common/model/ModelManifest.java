package dev.tamis.common.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Says what a fitted model is and how it came to be; with its weights it makes a [ModelArtifact].
///
/// @param name 1 to 63 of `a-z`, `0-9`, `-` and `_`, beginning with a letter or digit
/// @param version counts the versions of a name from 1 on; given by the registry, 0 before
/// @param collection whose items and queries it was fitted for; absent if it was fitted on files
/// @param baseModel embedding model of the vectors that it reads; absent if they are brought by callers
/// @param tensors shape of each tensor of the weights, by name
/// @param weightsSha256 hash of the weights' file, lower-case hexadecimal
/// @param data what it was fitted on
/// @param hyperParameters how it was fitted, and what its kind needs to be computed, by name
/// @param seed of all randomness in fitting it
/// @param metrics what was measured on held-out queries, by name
/// @param codeVersion version of the code that fitted it
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelManifest(
        @NotNull(message = "must be projection or codes") ArtifactKind kind,

        @NotNull
        @Pattern(
                regexp = "[a-z0-9][a-z0-9_-]{0,62}",
                message = "must be 1 to 63 of a-z, 0-9, - and _, beginning with a letter or digit")
        String name,

        @Min(0) int version,

        @Size(max = 63) @Nullable String collection,
        @Size(max = 200) @Nullable String baseModel,
        Map<String, @NotNull List<@NotNull Integer>> tensors,
        String weightsSha256,
        @Valid TrainingData data,
        Map<String, Object> hyperParameters,
        long seed,
        Map<String, @NotNull Double> metrics,
        @Size(max = 200) String codeVersion,
        Instant createdAt) {

    public ModelManifest {
        tensors = ordered(tensors);
        weightsSha256 = Objects.requireNonNullElse(weightsSha256, "");
        data = Objects.requireNonNullElse(data, TrainingData.UNKNOWN);
        hyperParameters = ordered(hyperParameters);
        metrics = ordered(metrics);
        codeVersion = Objects.requireNonNullElse(codeVersion, "");
        createdAt = Objects.requireNonNullElse(createdAt, Instant.EPOCH);
    }

    /// What a model was fitted on.
    ///
    /// @param description in words
    /// @param items how many items it saw
    /// @param queries how many queries it saw; those held out are not counted
    /// @param pairs how many pairs of a query and a relevant item it saw
    /// @param sha256 hash of all that, lower-case hexadecimal
    public record TrainingData(
            @Size(max = 2_000) String description,
            @Min(0) @Max(Integer.MAX_VALUE) long items,
            @Min(0) @Max(Integer.MAX_VALUE) long queries,
            @Min(0) @Max(Integer.MAX_VALUE) long pairs,
            String sha256) {

        static final TrainingData UNKNOWN = new TrainingData("", 0, 0, 0, "");

        public TrainingData {
            description = Objects.requireNonNullElse(description, "");
            sha256 = Objects.requireNonNullElse(sha256, "");
        }
    }

    /// The same with the version that the registry gives.
    public ModelManifest withVersion(int given) {
        return new ModelManifest(
                kind,
                name,
                given,
                collection,
                baseModel,
                tensors,
                weightsSha256,
                data,
                hyperParameters,
                seed,
                metrics,
                codeVersion,
                createdAt);
    }

    /// The same for these weights.
    ModelManifest withWeights(Map<String, List<Integer>> shapes, String sha256) {
        return new ModelManifest(
                kind,
                name,
                version,
                collection,
                baseModel,
                shapes,
                sha256,
                data,
                hyperParameters,
                seed,
                metrics,
                codeVersion,
                createdAt);
    }

    private static <V> Map<String, V> ordered(@Nullable Map<String, V> map) {
        // Not Map.copyOf: the order is the reader's, and nulls are reported where they matter.
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
