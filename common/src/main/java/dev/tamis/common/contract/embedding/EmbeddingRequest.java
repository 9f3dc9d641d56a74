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
/// @param encodingFormat `float` (the default) or `base64`: little-endian float32
/// @param inputType whether the texts are queries, which some models prefix with an instruction, or documents (the
///     default); not in OpenAI's format, where it may be left out
/// @param dimensions floats wanted in each vector; absent for as many as the model has
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
        @Nullable String user) {

    public EmbeddingRequest(String model, List<String> input, InputType inputType) {
        this(model, input, EncodingFormat.BASE64, inputType, null, null);
    }
}
