package dev.tamis.gateway.embedding;

import dev.tamis.common.contract.embedding.CodedEmbeddings;
import dev.tamis.common.contract.embedding.EmbeddingRequest;
import dev.tamis.common.contract.embedding.EmbeddingResponse;
import dev.tamis.common.contract.embedding.RerankRequest;
import dev.tamis.common.contract.embedding.RerankResponse;
import dev.tamis.gateway.client.Relay;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1")
@Tag(name = "Embeddings")
class EmbeddingController {

    private final Relay relay;

    EmbeddingController(Relay relay) {
        this.relay = relay;
    }

    @PostMapping(
            path = "/embeddings",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "createEmbeddings",
            summary = "Turn texts into vectors",
            description = """
                    In OpenAI's wire format, so that its clients work with another base URL. Beyond it, vectors can be \
                    had as `int8`, `uint8`, `binary` and `ubinary`, as Cohere writes them. Errors carry, besides what \
                    all problems say, a member `error` that OpenAI's clients read.""",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = EmbeddingRequest.class))),
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "One vector a text, in their order",
                            content =
                                    @Content(
                                            schema =
                                                    @Schema(oneOf = {EmbeddingResponse.class, CodedEmbeddings.class}))))
    ResponseEntity<byte[]> embeddings(@RequestBody byte[] body) {
        return relay.embeddings(body);
    }

    @PostMapping(
            path = "/rerank",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "rerank",
            summary = "Order documents by how well they fit a query",
            description = """
                    In Cohere's and Jina's wire format. An embedding model compares vectors, a cross-encoder reads \
                    query and document together: slower, and better if it was trained for such texts.""",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = RerankRequest.class))),
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The best documents, best first",
                            content = @Content(schema = @Schema(implementation = RerankResponse.class))))
    ResponseEntity<byte[]> rerank(@RequestBody byte[] body) {
        return relay.rerank(body);
    }
}
