package dev.tamis.retrieval.model;

import dev.tamis.common.contract.model.FittedState;
import dev.tamis.common.model.ArtifactRefusedException;
import dev.tamis.retrieval.problem.RetrievalRefusal.RefusedModel;
import dev.tamis.retrieval.problem.RetrievalRefusal.UnfitModelState;
import dev.tamis.support.problem.RefusedException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// Decides which models are active: at most one of each kind in a collection.
@Service
class Activations {

    /// Where replicas are told that other models are active.
    static final String CHANNEL = "tamis_retrieval_model";

    private static final Logger log = LoggerFactory.getLogger(Activations.class);

    private final ModelRegistry registry;
    private final ModelRows rows;
    private final TransactionOperations transactions;
    private final MeterRegistry meters;

    Activations(ModelRegistry registry, ModelRows rows, TransactionOperations transactions, MeterRegistry meters) {
        this.registry = registry;
        this.rows = rows;
        this.transactions = transactions;
        this.meters = meters;
    }

    /// Makes a model active in place of the one that is, after it was checked again.
    ///
    /// @param dimensions of a projection, one of its sizes; null for the largest
    /// @throws RefusedException if it is unknown, or may not serve, or not in this collection, or not so
    StoredModel activate(String id, @Nullable Integer dimensions) {
        StoredModel model = registry.require(id);
        Integer kept = model.fit(sound(model), dimensions);
        transactions.executeWithoutResult(transaction -> {
            if (!rows.lock(model).orElseThrow(() -> registry.unknown(id)).isActive()) {
                rows.retireActive(model);
                rows.setState(model.rowId(), FittedState.ACTIVE, null);
                rows.addActivation(model);
            }
            rows.setDimensions(model.rowId(), kept);
            rows.tell(CHANNEL);
        });
        log.atInfo().addKeyValue("model", id).addKeyValue("dimensions", kept).log("model activated");
        return registry.require(id);
    }

    /// Retires a model for the one that was active before it, if there was one.
    ///
    /// @return the one that is active now
    /// @throws RefusedException if it is unknown or not active, or the one before may not serve
    Optional<StoredModel> rollback(String id) {
        StoredModel model = registry.require(id);
        if (!model.isActive()) {
            throw new RefusedException(new UnfitModelState(id, false));
        }
        rows.activeBefore(model).ifPresent(this::sound);
        Optional<StoredModel> before = Objects.requireNonNull(transactions.execute(transaction -> {
            if (!rows.lock(model).orElseThrow(() -> registry.unknown(id)).isActive()) {
                throw new RefusedException(new UnfitModelState(id, false));
            }
            return replaceByOneBefore(model, FittedState.RETIRED, null);
        }));
        log.atInfo()
                .addKeyValue("model", id)
                .addKeyValue("active", before.map(StoredModel::id).orElse("none"))
                .log("model rolled back");
        return before.map(active -> registry.require(active.id()));
    }

    /// Records that a model may not serve. If it is active, it steps back for the one before it.
    void refuse(StoredModel model, String reason) {
        log.atError()
                .addKeyValue("model", model.id())
                .addKeyValue("collection", model.collection())
                .addKeyValue("reason", reason)
                .log("model refused");
        meters.counter("retrieval.model.refused", "kind", model.kind().toString())
                .increment();
        transactions.executeWithoutResult(transaction -> rows.lock(model).ifPresent(current -> {
            if (current.isActive()) {
                replaceByOneBefore(current, FittedState.REFUSED, reason);
            } else {
                rows.setState(current.rowId(), FittedState.REFUSED, reason);
            }
        }));
    }

    private Optional<StoredModel> replaceByOneBefore(StoredModel model, FittedState state, @Nullable String reason) {
        Optional<StoredModel> before = rows.activeBefore(model);
        rows.setState(model.rowId(), state, reason);
        before.ifPresent(each -> rows.setState(each.rowId(), FittedState.ACTIVE, null));
        rows.forgetActivationsAfter(model, before);
        rows.tell(CHANNEL);
        return before;
    }

    private LoadedModel sound(StoredModel model) {
        byte[] weights = rows.weights(model.rowId()).orElseThrow(() -> registry.unknown(model.id()));
        try {
            return LoadedModel.of(model.manifest(), weights);
        } catch (ArtifactRefusedException broken) {
            String reason = String.valueOf(broken.getMessage());
            refuse(model, reason);
            throw new RefusedException(new RefusedModel(model.id(), reason));
        }
    }
}
