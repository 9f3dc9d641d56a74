package dev.tamis.gateway.embedding;

import dev.tamis.common.contract.embedding.EmbeddingModels;
import dev.tamis.common.contract.embedding.EmbeddingRequest;
import dev.tamis.common.contract.embedding.EmbeddingResponse;
import dev.tamis.gateway.client.Relay;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
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
            description = "In OpenAI's wire format, so that its clients work with another base URL.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = EmbeddingRequest.class))),
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "One vector a text, in their order",
                            content = @Content(schema = @Schema(implementation = EmbeddingResponse.class))))
    ResponseEntity<byte[]> embeddings(@RequestBody byte[] body) {
        return relay.embeddings(body);
    }

    @GetMapping(path = "/models", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listModels",
            summary = "List the embedding models",
            description = "Those that collections and embedding requests may name.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The models",
                            content = @Content(schema = @Schema(implementation = EmbeddingModels.class))))
    ResponseEntity<byte[]> models() {
        return relay.models();
    }
}
