package dev.tamis.gateway.collection;

import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.collection.Collections;
import dev.tamis.common.contract.collection.CreateCollection;
import dev.tamis.common.contract.collection.Diagnostics;
import dev.tamis.common.contract.collection.Upgrade;
import dev.tamis.common.contract.collection.UpgradeState;
import dev.tamis.common.contract.embedding.EmbeddingModels.Model;
import dev.tamis.gateway.client.RetrievalClient;
import dev.tamis.gateway.client.UpgradeClient;
import dev.tamis.gateway.problem.GatewayRefusal.ContradictingDimension;
import dev.tamis.support.problem.RefusedException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Service;

/// The collections there are. Methods throw a [RefusedException] for an unknown collection, and if a service that
/// they need does not answer.
@Service
public class CollectionCatalog {

    private final RetrievalClient retrieval;
    private final UpgradeClient upgrades;
    private final ServedModels models;
    private final CollectionProperties properties;
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();
    private final Map<String, Remembered> substitutes = new ConcurrentHashMap<>();

    CollectionCatalog(
            RetrievalClient retrieval, UpgradeClient upgrades, ServedModels models, CollectionProperties properties) {
        this.retrieval = retrieval;
        this.upgrades = upgrades;
        this.models = models;
        this.properties = properties;
    }

    /// Creates a collection: with the model named, with the default model, or, where only a dimension is given,
    /// with none.
    Collection create(CreateCollection request) {
        CreateCollection whole = request.model() == null && request.dimension() != null
                ? request
                : withModel(request, Objects.requireNonNullElse(request.model(), properties.defaultModel()));
        forget(request.name());
        return retrieval.create(whole);
    }

    private CreateCollection withModel(CreateCollection request, String name) {
        Model model = models.named(name, "#/model");
        Integer asked = request.dimension();
        if (asked != null && asked != model.dimension()) {
            throw new RefusedException(new ContradictingDimension(name, model.dimension(), asked));
        }
        return new CreateCollection(request.name(), name, model.dimension(), request.language(), request.index());
    }

    /// All collections, by name.
    public Collections all() {
        return retrieval.collections();
    }

    /// A collection as it is now.
    public Collection get(String name) {
        Collection collection = retrieval.collection(name);
        remembered.put(name, new Remembered(Optional.ofNullable(collection.model()), System.nanoTime()));
        return collection;
    }

    /// How the indexes of a collection are.
    Diagnostics diagnostics(String name) {
        return retrieval.diagnostics(name);
    }

    void delete(String name) {
        forget(name);
        retrieval.delete(name);
    }

    /// The model of a collection, as it was a short while ago at most; empty if its callers bring their own
    /// vectors.
    public Optional<String> modelOf(String name) {
        Remembered known = remembered.get(name);
        if (known != null && isFresh(known)) {
            return known.model;
        }
        forget(name);
        return Optional.ofNullable(get(name).model());
    }

    /// Forgets what is remembered of a collection, since it has changed.
    public void forget(String name) {
        remembered.remove(name);
        substitutes.remove(name);
    }

    /// The model whose queries search a collection in place of its own, by way of a map: the one that it is changed
    /// to; empty if there is none, as a short while ago.
    public Optional<String> substituteOf(String name) {
        Remembered known = substitutes.get(name);
        if (known != null && isFresh(known)) {
            return known.model;
        }
        Optional<String> found = upgrades.find(name)
                .filter(upgrade -> upgrade.queryMap() != null && upgrade.state() != UpgradeState.SWITCHED)
                .map(Upgrade::otherModel);
        substitutes.put(name, new Remembered(found, System.nanoTime()));
        return found;
    }

    private boolean isFresh(Remembered known) {
        return System.nanoTime() - known.since < properties.collectionCache().toNanos();
    }

    /// @param since when it was looked up, by `System.nanoTime`
    private record Remembered(Optional<String> model, long since) {}
}
