package dev.tamis.retrieval.model;

import dev.tamis.common.contract.model.ActivateModel;
import dev.tamis.common.contract.model.FittedModel;
import dev.tamis.common.contract.model.FittedModels;
import dev.tamis.common.contract.model.ModelRolledBack;
import dev.tamis.common.model.ModelManifest;
import jakarta.validation.Valid;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/// Fitted models over HTTP.
@RestController
@RequestMapping("/v1/models")
class ModelController {

    private final ModelRegistry models;
    private final Activations activations;
    private final ModelDescriptions descriptions;

    ModelController(ModelRegistry models, Activations activations, ModelDescriptions descriptions) {
        this.models = models;
        this.activations = activations;
        this.descriptions = descriptions;
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<FittedModel> add(
            @Valid @RequestPart("manifest") ModelManifest manifest, @RequestPart("weights") MultipartFile weights)
            throws IOException {
        FittedModel added = descriptions.of(models.add(manifest, weights.getBytes()));
        return ResponseEntity.created(URI.create("/v1/models/" + added.id())).body(added);
    }

    @GetMapping
    FittedModels all() {
        return new FittedModels(
                "list", models.all().stream().map(descriptions::of).toList());
    }

    @GetMapping("/{id}")
    FittedModel get(@PathVariable String id) {
        return descriptions.of(models.require(id));
    }

    @GetMapping("/{id}/manifest")
    ModelManifest manifest(@PathVariable String id) {
        return models.require(id).manifest();
    }

    @GetMapping(path = "/{id}/weights", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    byte[] weights(@PathVariable String id) {
        return models.weights(id);
    }

    @PostMapping("/{id}/activate")
    FittedModel activate(
            @PathVariable String id, @Valid @RequestBody(required = false) @Nullable ActivateModel activate) {
        Integer dimensions = activate == null ? null : activate.dimensions();
        return descriptions.of(activations.activate(id, dimensions));
    }

    @PostMapping("/{id}/rollback")
    ModelRolledBack rollback(@PathVariable String id) {
        Optional<StoredModel> active = activations.rollback(id);
        return new ModelRolledBack(
                descriptions.of(models.require(id)),
                active.map(descriptions::of).orElse(null));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        models.delete(id);
    }
}
