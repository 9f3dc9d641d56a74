package dev.tamis.embedding.encode;

import dev.tamis.common.contract.embedding.EmbeddingRequest;
import dev.tamis.common.contract.embedding.EncodingFormat;
import dev.tamis.support.http.CallerName;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.Objects;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Embeddings in OpenAI's wire format.
@RestController
@RequestMapping("/v1/embeddings")
class EmbeddingController {

    private final EmbeddingService embeddings;

    EmbeddingController(EmbeddingService embeddings) {
        this.embeddings = embeddings;
    }

    /// Answers what [Formats] makes of the request's format.
    @PostMapping
    Object embed(@Valid @RequestBody EmbeddingRequest request, HttpServletRequest http) {
        return Formats.write(
                embeddings.embed(request, CallerName.of(http)),
                Objects.requireNonNullElse(request.encodingFormat(), EncodingFormat.FLOAT));
    }
}
