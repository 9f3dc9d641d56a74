package dev.tamis.common.contract.embedding;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The models that the embedding service serves, in the shape of OpenAI's `GET /v1/models`.
///
/// @param object always `list`
public record EmbeddingModels(String object, List<Model> data) {

    public EmbeddingModels {
        data = List.copyOf(data);
    }

    /// One model. Of a model that failed because its description could not be read, only the name is known.
    ///
    /// @param id its name in requests
    /// @param object always `model`
    /// @param kind whether it embeds texts or scores pairs of them
    /// @param state how far it is on its way into memory
    /// @param detail why it failed, and what to do about it; absent if it did not
    /// @param dimension floats in its vectors; 0 if it makes none, or that is not known
    /// @param dimensions the lengths to which its vectors may be cut, the greatest first: that is `dimension`
    /// @param sizes its depths, `full` first; empty if it makes no vectors
    /// @param pooling how the vectors of tokens become one, `cls` or `mean`; absent if it makes no vectors
    /// @param maxTokens the longest input it reads, special tokens included; 0 if that is not known
    /// @param licence SPDX identifier of the weights' licence
    public record Model(
            String id,
            String object,
            ModelKind kind,
            ModelState state,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String detail,

            int dimension,

            List<Integer> dimensions,
            List<Size> sizes,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String pooling,

            @JsonProperty("max_tokens") int maxTokens,

            String licence) {

        public Model {
            dimensions = List.copyOf(dimensions);
            sizes = List.copyOf(sizes);
        }

        /// An embedding model in memory, of one size and one dimension.
        public Model(String id, String object, int dimension, int maxTokens, String licence) {
            this(
                    id,
                    object,
                    ModelKind.EMBEDDING,
                    ModelState.READY,
                    null,
                    dimension,
                    List.of(dimension),
                    List.of(new Size("full", null, List.of(dimension))),
                    null,
                    maxTokens,
                    licence);
        }
    }

    /// A depth to which a model may be run.
    ///
    /// @param name `small`, `medium` or `full`
    /// @param layers how many of the model's layers run; absent if that is not known
    /// @param dimensions the lengths to which its vectors may be cut, the greatest first
    public record Size(
            String name,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer layers,

            List<Integer> dimensions) {

        public Size {
            dimensions = List.copyOf(dimensions);
        }
    }
}
