package dev.tamis.common.contract.embedding;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks how well documents fit a query, as Cohere's and Jina's `POST /v1/rerank`. Properties it does not have are
/// ignored: their clients send more than is needed.
///
/// @param model name of a served model, either kind; absent for the default embedding model
/// @param query what is looked for
/// @param documents 1 to 1,000 texts, each a string or an object with `text`
/// @param topN how many results are wanted, the best; all if absent
/// @param returnDocuments whether results repeat their documents; not, if absent
/// @param maxTokensPerDoc tokens of each document that are read, without special ones, as in Cohere's second
///     version; as many as the model reads, if absent or more than that
/// @param maxChunksPerDoc of Cohere's first version; only 1 is accepted: documents are not cut into chunks here
/// @param rankFields of Cohere's first version; only `text` is accepted: no other property of a document is read
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RerankRequest(
        @Nullable String model,
        @NotNull String query,
        @NotEmpty @Size(max = 1_000) List<@NotNull @Valid RerankDocument> documents,

        @JsonProperty("top_n") @Min(1) @Nullable Integer topN,
        @JsonProperty("return_documents") @Nullable Boolean returnDocuments,

        @JsonProperty("max_tokens_per_doc") @Min(1) @Nullable
        Integer maxTokensPerDoc,

        @JsonProperty("max_chunks_per_doc") @Max(value = 1, message = ONE_CHUNK) @Nullable
        Integer maxChunksPerDoc,

        @JsonProperty("rank_fields") @Nullable List<@Pattern(regexp = "text", message = ONLY_TEXT) String> rankFields) {

    private static final String ONE_CHUNK =
            "must be 1 or absent: a document is read as one text; send a long one as several documents";
    private static final String ONLY_TEXT =
            "must be 'text': of a document nothing else is read, so put there what shall count";

    /// A request for the scores of all documents.
    public static RerankRequest of(String query, List<String> documents) {
        return new RerankRequest(
                null, query, documents.stream().map(RerankDocument::of).toList(), null, null, null, null, null);
    }

    /// One text.
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record RerankDocument(@NotNull String text) {

        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        public RerankDocument(@JsonProperty("text") String text) {
            this.text = text;
        }

        /// A document that is written as a string.
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public static RerankDocument of(String text) {
            return new RerankDocument(text);
        }
    }
}
