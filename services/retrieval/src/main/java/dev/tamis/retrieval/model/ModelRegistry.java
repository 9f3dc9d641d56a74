package dev.tamis.retrieval.model;

import dev.tamis.common.model.ArtifactRefusedException;
import dev.tamis.common.model.ModelManifest;
import dev.tamis.retrieval.collection.CollectionCatalog;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.problem.RetrievalRefusal.InvalidFields;
import dev.tamis.retrieval.problem.RetrievalRefusal.RefusedModel;
import dev.tamis.retrieval.problem.RetrievalRefusal.UnfitModelState;
import dev.tamis.retrieval.problem.RetrievalRefusal.UnknownModel;
import dev.tamis.support.problem.RefusedException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// Keeps fitted models.
@Service
class ModelRegistry {

    private static final Logger log = LoggerFactory.getLogger(ModelRegistry.class);
    private static final Pattern ID = Pattern.compile("([a-z0-9][a-z0-9_-]{0,62})@([1-9][0-9]{0,8})");

    private final ModelRows rows;
    private final CollectionCatalog collections;
    private final TransactionOperations transactions;

    ModelRegistry(ModelRows rows, CollectionCatalog collections, TransactionOperations transactions) {
        this.rows = rows;
        this.collections = collections;
        this.transactions = transactions;
    }

    /// Checks a model and stores it as a candidate, with the next version of its name.
    ///
    /// @throws RefusedException if it may not serve, or its collection is unknown
    StoredModel add(ModelManifest manifest, byte[] weights) {
        if (manifest.collection() == null) {
            throw new RefusedException(
                    InvalidFields.of("#/collection", "must name the collection that the model is to serve"));
        }
        CollectionRef collection = collections.require(manifest.collection());
        try {
            LoadedModel.of(manifest, weights);
        } catch (ArtifactRefusedException refused) {
            throw new RefusedException(new RefusedModel(manifest.name(), String.valueOf(refused.getMessage())));
        }
        StoredModel stored = store(collection, manifest, weights);
        log.atInfo()
                .addKeyValue("model", stored.id())
                .addKeyValue("kind", stored.kind())
                .addKeyValue("collection", collection.name())
                .log("model registered");
        return stored;
    }

    private StoredModel store(CollectionRef collection, ModelManifest manifest, byte[] weights) {
        try {
            return Objects.requireNonNull(transactions.execute(transaction -> {
                ModelManifest numbered = manifest.withVersion(rows.nextVersion(manifest.name()));
                rows.insert(collection.id(), numbered, weights);
                return rows.find(numbered.name(), numbered.version()).orElseThrow();
            }));
        } catch (DataIntegrityViolationException violated) {
            if (String.valueOf(violated.getMessage()).contains("model_collection_id_fkey")) {
                throw collections.unknown(collection.name());
            }
            throw violated;
        }
    }

    /// All models, the latest first.
    List<StoredModel> all() {
        return rows.all();
    }

    /// The model of an id, `name@version`.
    ///
    /// @throws RefusedException if there is none
    StoredModel require(String id) {
        Matcher parts = ID.matcher(id);
        Optional<StoredModel> found =
                parts.matches() ? rows.find(parts.group(1), Integer.parseInt(parts.group(2))) : Optional.empty();
        return found.orElseThrow(() -> unknown(id));
    }

    /// The weights of a model.
    ///
    /// @throws RefusedException if it is unknown
    byte[] weights(String id) {
        return rows.weights(require(id).rowId()).orElseThrow(() -> unknown(id));
    }

    /// Deletes a model.
    ///
    /// @throws RefusedException if it is unknown, or active
    void delete(String id) {
        StoredModel model = require(id);
        transactions.executeWithoutResult(transaction -> {
            if (rows.lock(model).orElseThrow(() -> unknown(id)).isActive()) {
                throw new RefusedException(new UnfitModelState(id, true));
            }
            rows.delete(model.rowId());
        });
        log.atInfo().addKeyValue("model", id).log("model deleted");
    }

    /// What to throw where a model turns out to be gone.
    RefusedException unknown(String id) {
        return new RefusedException(
                new UnknownModel(id, rows.all().stream().map(StoredModel::id).toList()));
    }
}
