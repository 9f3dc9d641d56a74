package dev.tamis.embedding.encode;

import dev.tamis.common.contract.embedding.ModelKind;
import dev.tamis.embedding.model.ModelFailedException;
import dev.tamis.embedding.model.ServedModel;
import dev.tamis.embedding.model.ServedModels;
import dev.tamis.embedding.problem.EmbeddingRefusal.ModelUnavailable;
import dev.tamis.embedding.problem.EmbeddingRefusal.UnknownModel;
import dev.tamis.support.problem.RefusedException;
import java.util.function.Supplier;

/// Finds the model that a request names.
public final class ModelChoice {

    private ModelChoice() {}

    /// The model of a name, with all that its description says.
    ///
    /// @throws RefusedException if there is none, or it failed to load
    public static ServedModel of(ServedModels models, String name) {
        ServedModel model =
                models.named(name).orElseThrow(() -> new RefusedException(new UnknownModel(name, models.names())));
        model.failureAndRemedy().ifPresent(reason -> {
            throw new RefusedException(new ModelUnavailable(name, reason));
        });
        if (model.description().kind() == ModelKind.EMBEDDING
                && model.description().sizes().isEmpty()) {
            loaded(model, model::encoder); // its description could not be read, which loading it will tell
        }
        return model;
    }

    /// What is in memory of a model, waited for.
    ///
    /// @throws RefusedException if it failed to load
    public static <T> T loaded(ServedModel model, Supplier<T> part) {
        try {
            return part.get();
        } catch (ModelFailedException failed) {
            throw new RefusedException(new ModelUnavailable(
                    model.name(), model.failureAndRemedy().orElseGet(() -> String.valueOf(failed.getMessage()))));
        }
    }
}
