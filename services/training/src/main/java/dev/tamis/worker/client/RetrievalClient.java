package dev.tamis.worker.client;

import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.model.FittedModel;
import dev.tamis.common.contract.model.FittedModels;
import dev.tamis.common.contract.retrieval.VectorPage;
import dev.tamis.common.model.ModelArtifact;
import dev.tamis.common.model.ModelManifest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/// Asks the retrieval service, which keeps the vectors of collections and the registry of fitted models. Methods throw
/// a [org.springframework.web.client.RestClientException] if it does not answer, or refuses.
@Component
public class RetrievalClient {

    private final RestClient http;
    private final JsonMapper json;

    RetrievalClient(Connections connections, ClientProperties properties, JsonMapper json) {
        this.http = connections.client(properties.retrievalUrl());
        this.json = json;
    }

    public Collection collection(String name) {
        return answered(
                http.get().uri("/v1/collections/{name}", name).retrieve().body(Collection.class));
    }

    /// The vectors of the items whose ids come after one.
    ///
    /// @param after empty to begin
    /// @param limit how many at most
    public VectorPage vectors(String collection, String after, int limit) {
        return VectorPage.of(
                bytes("/v1/collections/{name}/vectors?after={after}&limit={limit}", collection, after, limit));
    }

    /// The fitted models, the latest first.
    public List<FittedModel> models() {
        return answered(http.get().uri("/v1/models").retrieve().body(FittedModels.class))
                .data();
    }

    public ModelManifest manifest(String id) {
        return answered(
                http.get().uri("/v1/models/{id}/manifest", id).retrieve().body(ModelManifest.class));
    }

    /// A fitted model, opened.
    ///
    /// @throws dev.tamis.common.model.ArtifactRefusedException if it is broken
    public ModelArtifact artifact(String id) {
        return ModelArtifact.open(manifest(id), bytes("/v1/models/{id}/weights", id));
    }

    /// Adds a model to the registry, as a candidate.
    public FittedModel add(ModelArtifact artifact) {
        var form = new LinkedMultiValueMap<String, Object>();
        form.add("manifest", part("manifest", MediaType.APPLICATION_JSON, json.writeValueAsBytes(artifact.manifest())));
        form.add("weights", part("weights", MediaType.APPLICATION_OCTET_STREAM, artifact.weights()));
        return answered(http.post()
                .uri("/v1/models")
                .contentType(MediaType.MULTIPART_FORM_DATA)
                .body(form)
                .retrieve()
                .body(FittedModel.class));
    }

    private static HttpEntity<byte[]> part(String name, MediaType type, byte[] content) {
        var headers = new HttpHeaders();
        headers.setContentDispositionFormData(name, name);
        headers.setContentType(type);
        return new HttpEntity<>(content, headers);
    }

    private byte[] bytes(String path, Object... variables) {
        return answered(http.get()
                .uri(path, variables)
                .accept(MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_PROBLEM_JSON)
                .retrieve()
                .body(byte[].class));
    }

    private static <T> T answered(@Nullable T body) {
        return Objects.requireNonNull(body, "the retrieval service answered with nothing");
    }
}
