package dev.tamis.embedding.encode;

import dev.tamis.common.contract.embedding.EmbeddingRequest;
import dev.tamis.common.contract.embedding.EmbeddingResponse;
import dev.tamis.common.contract.embedding.EncodingFormat;
import jakarta.validation.Valid;
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

    /// Answers an [EmbeddingResponse] or a [FloatResponse], as the request's format wants it.
    @PostMapping
    Object embed(@Valid @RequestBody EmbeddingRequest request) {
        EmbeddingResponse response = embeddings.embed(request);
        return request.encodingFormat() == EncodingFormat.BASE64 ? response : FloatResponse.of(response);
    }
}
