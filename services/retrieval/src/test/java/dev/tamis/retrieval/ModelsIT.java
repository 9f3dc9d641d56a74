package dev.tamis.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.model.FittedModel;
import dev.tamis.common.contract.model.FittedModels;
import dev.tamis.common.contract.model.FittedState;
import dev.tamis.common.contract.model.ModelRolledBack;
import dev.tamis.common.model.ArtifactKind;
import dev.tamis.common.model.ModelArtifact;
import dev.tamis.common.model.ModelManifest;
import dev.tamis.common.model.Tensor;
import dev.tamis.retrieval.model.ActiveModels;
import dev.tamis.testkit.Caller.Answer;
import dev.tamis.testkit.Form;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ModelsIT extends RunningService {

    @Autowired
    private ActiveModels active;

    @Test
    void aModelIsRegisteredAsACandidateWithTheNextVersionOfItsName() {
        create(null, 2);
        ModelArtifact artifact = Rotations.by(1, name, name);

        Answer added = register(artifact);
        push(2);

        assertThat(added.status()).isEqualTo(201);
        FittedModel model = added.as(FittedModel.class);
        assertThat(model.id()).isEqualTo(name + "@1");
        assertThat(model.object()).isEqualTo("model");
        assertThat(model.kind()).isEqualTo(ArtifactKind.PROJECTION);
        assertThat(model.state()).isEqualTo(FittedState.CANDIDATE);
        assertThat(model.collection()).isEqualTo(name);
        assertThat(model.baseModel()).isEqualTo("bge");
        assertThat(model.metrics()).isEqualTo(Map.of("ndcg@10", 0.5));
        assertThat(model.created()).isGreaterThan(1_700_000_000);
        assertThat(added.body())
                .contains("\"kind\":\"projection\"", "\"state\":\"candidate\"", "\"base_model\":\"bge\"");
        assertThat(caller.get("/v1/models").as(FittedModels.class).data())
                .extracting(FittedModel::id)
                .startsWith(name + "@2", name + "@1");
        assertThat(get(1)).isEqualTo(model);
    }

    @Test
    void manifestAndWeightsComeBackAsTheyWere() {
        create(null, 2);
        ModelArtifact artifact = Rotations.by(1, name, name);
        register(artifact);

        ModelManifest manifest = caller.get(id(1, "/manifest")).as(ModelManifest.class);

        assertThat(manifest).isEqualTo(artifact.manifest().withVersion(1));
        assertThat(caller.bytes(id(1, "/weights"))).isEqualTo(artifact.weights());
    }

    @Test
    void theActiveOneIsReplacedAndServedOnceTheIndexIsBuiltWithIt() {
        create(null, 2);
        push(1);
        push(2);

        activate(1);
        FittedModel second = activate(2);

        assertThat(second.state()).isEqualTo(FittedState.ACTIVE);
        assertThat(second.served()).isFalse();
        assertThat(second.detail()).contains("is being built");
        assertThat(get(1).state()).isEqualTo(FittedState.RETIRED);
        awaitActive(2);
        await(() -> get(2).served(), "searches to use it");
        assertThat(get(2).detail()).isNull();
        assertThat(get(1).served()).isFalse();
    }

    @Test
    void rollingBackGoesThroughWhatWasActiveBefore() {
        create(null, 2);
        push(1);
        push(2);
        activate(1);
        activate(2);
        activate(2);
        activate(1);

        assertThat(rollBack(1)).isEqualTo(name + "@2");
        assertThat(rollBack(2)).isEqualTo(name + "@1");
        assertThat(rollBack(1)).isEqualTo("none");

        assertThat(get(1).state()).isEqualTo(FittedState.RETIRED);
        await(() -> activeHere() == null, "no model to be active");
        Answer again = caller.post(id(1, "/rollback"), "");
        assertThat(again.problem()).isEqualTo("409 inactive-model");
    }

    @Test
    void rollingBackPassesByWhatIsDeleted() {
        create(null, 2);
        push(1);
        push(2);
        push(3);
        activate(1);
        activate(2);
        activate(3);
        assertThat(caller.delete(id(2, "")).status()).isEqualTo(204);

        assertThat(rollBack(3)).isEqualTo(name + "@1");
    }

    @Test
    void onlyAModelThatIsNotActiveIsDeletedAndItsVersionIsNotGivenAgain() {
        create(null, 2);
        push(1);
        activate(1);
        push(2);

        assertThat(caller.delete(id(1, "")).problem()).isEqualTo("409 active-model");
        assertThat(caller.delete(id(2, "")).status()).isEqualTo(204);

        Answer gone = caller.get(id(2, ""));
        assertThat(gone.problem()).isEqualTo("404 unknown-model");
        assertThat(gone.detail()).contains(name + "@2'", name + "@1");
        assertThat(push(3).version()).isEqualTo(3);
    }

    @Test
    void modelsGoWithTheirCollection() {
        create(null, 2);
        push(1);
        activate(1);
        awaitActive(1);

        caller.delete(path);

        assertThat(caller.get(id(1, "")).problem()).isEqualTo("404 unknown-model");
        await(() -> activeHere() == null, "the model to be forgotten");
    }

    @Test
    void modelsOfTwoCollectionsAreActiveSideBySide() {
        create(null, 2);
        String other = name + "-b";
        caller.post("/v1/collections", "{\"name\": \"%s\", \"dimension\": 2}".formatted(other));
        push(1);
        ModelArtifact artifact = Rotations.by(1, name, other);
        register(artifact);

        activate(1);
        activate(2);

        awaitActive(1);
        await(() -> (name + "@2").equals(active.ids().get("projection of " + other)), "the other to be active");
        caller.delete("/v1/collections/" + other);
    }

    @Test
    void whatMayNotServeIsRefusedWithItsReasonAndNotStored() {
        create(null, 2);
        ModelArtifact good = Rotations.by(1, name, name);
        byte[] damaged = good.weights().clone();
        damaged[damaged.length - 1] ^= 1;

        assertRefused(register(good.manifest(), damaged), "the weights have the SHA-256");
        assertRefused(push(tensors -> tensors.remove("item.matrix")), "tensor 'item.matrix' is missing");
        assertRefused(
                push(tensors -> tensors.put("sample.output", Tensor.of(new float[64], 32, 2))),
                "the sample is not reproduced: 'sample.output' has 0.0 in row 0, column 0");
        ModelArtifact ranking =
                ModelArtifact.create(Rotations.manifest(ArtifactKind.RANKING, name, name), Rotations.tensors(1));
        assertRefused(register(ranking), "models of kind ranking are not computed");

        assertThat(caller.get(id(1, "")).problem()).isEqualTo("404 unknown-model");
    }

    @Test
    void whatIsWrongWithTheFormIsSaid() {
        create(null, 2);
        ModelArtifact good = Rotations.by(1, name, name);

        Answer badName = register(Rotations.manifest(ArtifactKind.PROJECTION, "Upper", name), good.weights());
        Answer noCollection = register(Rotations.manifest(ArtifactKind.PROJECTION, name, null), good.weights());
        Answer otherCollection = register(Rotations.manifest(ArtifactKind.PROJECTION, name, "none"), good.weights());
        Answer noManifest = caller.post("/v1/models", new Form().bytes("weights", good.weights()));
        Answer noJson = caller.post(
                "/v1/models", new Form().json("manifest", "{\"kind\": \"tea\"}").bytes("weights", good.weights()));

        assertThat(badName.problem()).isEqualTo("400 invalid-request");
        assertThat(badName.pointers()).containsExactly("#/name");
        assertThat(noCollection.problem()).isEqualTo("400 invalid-request");
        assertThat(noCollection.pointers()).containsExactly("#/collection");
        assertThat(otherCollection.problem()).isEqualTo("404 unknown-collection");
        assertThat(noManifest.problem()).isEqualTo("400 invalid-request");
        assertThat(noManifest.detail()).contains("manifest");
        assertThat(noJson.problem()).isEqualTo("400 invalid-request");
        assertThat(noJson.pointers()).containsExactly("#/kind");
        assertThat(caller.post("/v1/models", "{}").problem()).isEqualTo("415 unsupported-media-type");
    }

    @Test
    void aFormLargerThanAnyOtherBodyMayBeIsTaken() {
        create(null, 2);
        Consumer<Map<String, Tensor>> large =
                tensors -> tensors.put("ballast", Tensor.of(new float[3_000_000], 3_000_000));

        assertThat(push(large).status()).isEqualTo(201);
    }

    @Test
    void weightsThatWereDamagedAreRefusedByNameAndTheOldModelGoesOn() {
        create(null, 2);
        push(1);
        push(2);
        activate(1);
        awaitActive(1);
        damage(2);

        Answer refused = caller.post(id(2, "/activate"), "");

        assertRefused(refused, "model '%s@2' may not serve: the weights have the SHA-256".formatted(name));
        assertThat(get(2).state()).isEqualTo(FittedState.REFUSED);
        assertThat(get(2).detail()).startsWith("the weights have the SHA-256");
        assertThat(get(1).state()).isEqualTo(FittedState.ACTIVE);
        assertThat(activeHere()).isEqualTo(name + "@1");
    }

    @Test
    void aDamagedModelIsNotRolledBackTo() {
        create(null, 2);
        push(1);
        push(2);
        activate(1);
        activate(2);
        awaitActive(2);
        damage(1);

        assertRefused(caller.post(id(2, "/rollback"), ""), "model '%s@1' may not serve".formatted(name));

        assertThat(get(1).state()).isEqualTo(FittedState.REFUSED);
        assertThat(get(2).state()).isEqualTo(FittedState.ACTIVE);
        assertThat(rollBack(2)).isEqualTo("none");
    }

    @Test
    void metricsNameWhatIsActive() {
        create(null, 2);
        push(1);
        activate(1);
        awaitActive(1);

        assertThat(caller.get("/actuator/prometheus").body())
                .contains("retrieval_model_version{collection=\"%1$s\",kind=\"projection\",model=\"%1$s\"} 1.0"
                        .formatted(name));
    }

    private Answer register(ModelArtifact model) {
        return register(model.manifest(), model.weights());
    }

    private Answer register(ModelManifest manifest, byte[] weights) {
        return caller.post("/v1/models", Rotations.form(manifest, weights));
    }

    private void damage(int version) {
        int changed = jdbc.update(
                "UPDATE retrieval.model SET weights = set_byte(weights, length(weights) - 1, 77) WHERE name = ? AND version = ?",
                name,
                version);
        assertThat(changed).isOne();
    }

    private FittedModel push(int angle) {
        ModelArtifact artifact = Rotations.by(angle, name, name);
        return register(artifact).as(FittedModel.class);
    }

    /// @param change what makes a good model a bad one
    private Answer push(Consumer<Map<String, Tensor>> change) {
        Map<String, Tensor> tensors = Rotations.tensors(1);
        change.accept(tensors);
        ModelArtifact artifact = ModelArtifact.create(Rotations.manifest(ArtifactKind.PROJECTION, name, name), tensors);
        return register(artifact);
    }

    private FittedModel get(int version) {
        return caller.get(id(version, "")).as(FittedModel.class);
    }

    private FittedModel activate(int version) {
        return caller.post(id(version, "/activate"), "").as(FittedModel.class);
    }

    /// @return id of the model that is active then
    private String rollBack(int version) {
        FittedModel now = caller.post(id(version, "/rollback"), "")
                .as(ModelRolledBack.class)
                .active();
        return now == null ? "none" : now.id();
    }

    private void awaitActive(int version) {
        await(() -> (name + "@" + version).equals(activeHere()), "version " + version + " to be taken up");
    }

    private @Nullable String activeHere() {
        return active.ids().get("projection of " + name);
    }

    private String id(int version, String part) {
        return "/v1/models/" + name + "@" + version + part;
    }

    private static void assertRefused(Answer answer, String reason) {
        assertThat(answer.problem()).isEqualTo("422 refused-model");
        assertThat(answer.detail()).contains(reason);
    }
}
