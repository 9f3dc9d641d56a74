package dev.tamis.embedding.model;

import java.util.List;
import java.util.Optional;

/// The models of this service.
public final class ServedModels implements AutoCloseable {

    private final List<ServedModel> models;
    private final ServedModel defaultModel;

    ServedModels(List<? extends ServedModel> models, ServedModel defaultModel) {
        this.models = List.copyOf(models);
        this.defaultModel = defaultModel;
    }

    /// These models, of which the first is the default.
    public static ServedModels of(List<? extends ServedModel> models) {
        return new ServedModels(models, models.getFirst());
    }

    /// The built-in models; each is loaded when it is first needed.
    public static ServedModels builtIn() {
        return of(BuiltInModels.all(1));
    }

    /// All models: the built-in ones, then those of the folder by name.
    public List<ServedModel> all() {
        return models;
    }

    /// The names of all models, in their order.
    public List<String> names() {
        return models.stream().map(ServedModel::name).toList();
    }

    public Optional<ServedModel> named(String name) {
        return models.stream().filter(model -> model.name().equals(name)).findFirst();
    }

    /// The model without which the service is not ready.
    public ServedModel defaultModel() {
        return defaultModel;
    }

    /// Frees the models; each waits for the texts that it is encoding.
    @Override
    public void close() {
        for (ServedModel model : models) {
            if (model instanceof LazyModel lazy) {
                lazy.close();
            }
        }
    }
}
