package dev.tamis.common.contract.embedding;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
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
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RerankRequest(
        @Nullable String model,
        @NotNull String query,
        @NotEmpty @Size(max = 1_000) List<@NotNull @Valid RerankDocument> documents,

        @JsonProperty("top_n") @Min(1) @Nullable Integer topN,
        @JsonProperty("return_documents") @Nullable Boolean returnDocuments) {

    /// A request for the scores of all documents.
    public static RerankRequest of(String query, List<String> documents) {
        return new RerankRequest(
                null, query, documents.stream().map(RerankDocument::of).toList(), null, null);
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
