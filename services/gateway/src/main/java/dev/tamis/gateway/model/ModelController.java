package dev.tamis.gateway.model;

import dev.tamis.common.contract.embedding.EmbeddingModels.Model;
import dev.tamis.common.contract.model.ActivateModel;
import dev.tamis.common.contract.model.FittedModel;
import dev.tamis.common.contract.model.ModelRolledBack;
import dev.tamis.common.model.ModelManifest;
import dev.tamis.gateway.client.Relay;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/models")
@Tag(name = "Models")
class ModelController {

    private static final byte[] AS_MEANT = {'{', '}'};

    private final ModelCatalog models;
    private final Relay relay;

    ModelController(ModelCatalog models, Relay relay) {
        this.models = models;
        this.relay = relay;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listModels",
            summary = "List the models",
            description = """
                    In OpenAI's shape: first the models that embed texts, which collections and embedding requests may \
                    name; then those that were fitted for a collection, the latest first.""",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The models",
                            content = @Content(schema = @Schema(implementation = Models.class))))
    Models list(
            @Parameter(
                            description = "Only of these kinds: `embedding`, `cross-encoder`, `projection`, `codes`,"
                                    + " `relevance`, `ranking`")
                    @RequestParam(required = false)
                    @Nullable
                    Set<String> kind,
            @Parameter(description = "Only those fitted for this collection") @RequestParam(required = false) @Nullable
                    String collection,
            @Parameter(
                            description =
                                    "Only in this state: `available`, `loading`, `ready` or `failed` of those that"
                                            + " embed, `candidate`, `active`, `retired` or `refused` of those that were fitted")
                    @RequestParam(required = false)
                    @Nullable
                    String state) {
        return models.matching(new ModelFilter(Objects.requireNonNullElse(kind, Set.of()), collection, state));
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "createModel",
            summary = "Register a fitted model",
            description = """
                    As a form of two parts: `manifest`, JSON, and `weights`, a safetensors file. It is checked: the \
                    hash, names, shapes and values of the tensors, and that the sample of inputs that it carries gives \
                    the outputs that it names. Then it is a candidate with the next version of its name; nothing uses \
                    it before it is activated.""",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                                            schema = @Schema(implementation = ModelForm.class))),
            responses =
                    @ApiResponse(
                            responseCode = "201",
                            description = "The model, now a candidate",
                            content = @Content(schema = @Schema(implementation = FittedModel.class))))
    ResponseEntity<byte[]> create(
            @Parameter(hidden = true) @RequestHeader(HttpHeaders.CONTENT_TYPE) MediaType type,
            @RequestBody byte[] form) {
        return relay.addModel(type, form);
    }

    @GetMapping(path = "/{model}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getModel",
            summary = "Look up a model",
            description = "One that embeds texts by its name, a fitted one by its name and version.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The model",
                            content = @Content(schema = @Schema(oneOf = {Model.class, FittedModel.class}))))
    Object get(@PathVariable String model) {
        return models.get(model);
    }

    @GetMapping(path = "/{model}/manifest", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getModelManifest",
            summary = "Look up how a model was fitted",
            description = "The data, parameters and seed that it was fitted with, and the shapes of its tensors.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The manifest",
                            content = @Content(schema = @Schema(implementation = ModelManifest.class))))
    ResponseEntity<byte[]> manifest(@PathVariable String model) {
        return relay.readModel(model, "/manifest");
    }

    @GetMapping(path = "/{model}/weights", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Operation(
            operationId = "getModelWeights",
            summary = "Download the weights of a fitted model",
            description = "The safetensors file, byte for byte as it was registered.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "A safetensors file",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))))
    ResponseEntity<byte[]> weights(@PathVariable String model) {
        return relay.readModel(model, "/weights");
    }

    @PostMapping(path = "/{model}/activate", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "activateModel",
            summary = "Activate a fitted model",
            description = """
                    In place of the active one of its kind in its collection, without a restart: every replica takes \
                    it up within two seconds, between two requests. It is checked again before. For a projection, each \
                    replica then builds its index anew while the one before answers; `served` says when it is done.""",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = ActivateModel.class))),
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The model, now active",
                            content = @Content(schema = @Schema(implementation = FittedModel.class))))
    ResponseEntity<byte[]> activate(
            @PathVariable String model, @RequestBody(required = false) byte @Nullable [] activate) {
        return relay.activateModel(model, Objects.requireNonNullElse(activate, AS_MEANT));
    }

    @PostMapping(path = "/{model}/rollback", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "rollBackModel",
            summary = "Roll the active model back",
            description = "To the one that was active before it, or to none.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "Which model stepped back, and which is active now",
                            content = @Content(schema = @Schema(implementation = ModelRolledBack.class))))
    ResponseEntity<byte[]> rollBack(@PathVariable String model) {
        return relay.changeModel(HttpMethod.POST, model, "/rollback");
    }

    @DeleteMapping("/{model}")
    @Operation(
            operationId = "deleteModel",
            summary = "Delete a fitted model",
            description = "One that is not active. Its version is never given again.",
            responses = @ApiResponse(responseCode = "204", description = "It is deleted"))
    ResponseEntity<byte[]> delete(@PathVariable String model) {
        return relay.changeModel(HttpMethod.DELETE, model, "");
    }
}
