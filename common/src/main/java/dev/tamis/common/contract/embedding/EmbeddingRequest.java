package dev.tamis.common.contract.embedding;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks for the vectors of texts, as OpenAI's `POST /v1/embeddings`. Properties it does not have are
/// ignored: clients of that format send more than they need.
///
/// @param model name of a served model, for example `bge-small-en-v1.5`
/// @param input one string or an array of 1 to 2,048 strings
/// @param encodingFormat how vectors are written; `float` if absent
/// @param inputType whether the texts are queries, which some models prefix with an instruction, or documents (the
///     default); not in OpenAI's format, where it may be left out
/// @param dimensions floats wanted in each vector, one of those that the model lists; absent for all it has
/// @param size how much of the model is run, one of the sizes it lists; all of it if absent
/// @param truncate what is done with texts that are longer than the model reads; their end is left out if absent
/// @param user who asks, for abuse reports; accepted for compatibility and not stored
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EmbeddingRequest(
        @NotNull String model,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @NotEmpty @Size(max = 2_048)
        List<@NotNull String> input,

        @JsonProperty("encoding_format") @Nullable EncodingFormat encodingFormat,
        @JsonProperty("input_type") @Nullable InputType inputType,
        @Nullable Integer dimensions,
        @Nullable SizeName size,
        @Nullable Truncation truncate,
        @Nullable String user) {

    public EmbeddingRequest(String model, List<String> input, InputType inputType) {
        this(model, input, EncodingFormat.BASE64, inputType, null, null, null, null);
    }

    /// The same with vectors written in another way.
    public EmbeddingRequest withEncodingFormat(EncodingFormat format) {
        return new EmbeddingRequest(model, input, format, inputType, dimensions, size, truncate, user);
    }

    /// The same with fewer floats in each vector.
    public EmbeddingRequest withDimensions(int floats) {
        return new EmbeddingRequest(model, input, encodingFormat, inputType, floats, size, truncate, user);
    }
}
