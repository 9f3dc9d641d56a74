package dev.tamis.embedding.model;

import dev.tamis.common.contract.embedding.ModelKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The models, those that are certainly wanted being loaded while the service starts.
@Configuration(proxyBeanMethods = false)
class ModelConfiguration {

    @Bean
    ServedModels servedModels(ModelProperties properties) {
        List<LazyModel> builtIn = BuiltInModels.all(properties.intraThreads());
        List<LazyModel> own = properties
                .folder()
                .map(folder -> ModelFolder.models(
                        folder, builtIn.stream().map(LazyModel::name).toList(), properties.intraThreads()))
                .orElse(List.of());
        var all = new ArrayList<>(builtIn);
        all.addAll(own);
        LazyModel first = defaultModel(all, properties.defaultModel());
        var wanted = new LinkedHashSet<LazyModel>(List.of(first));
        wanted.addAll(own);
        Thread.ofPlatform().name("model-loader").daemon().start(() -> wanted.forEach(LazyModel::load));
        return new ServedModels(all, first);
    }

    private static LazyModel defaultModel(List<LazyModel> models, String name) {
        List<LazyModel> embedding = models.stream()
                .filter(model -> model.description().kind() == ModelKind.EMBEDDING)
                .toList();
        return embedding.stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "tamis.embedding.default-model is '%s', which is none of the embedding models %s"
                                .formatted(
                                        name,
                                        embedding.stream().map(LazyModel::name).toList())));
    }
}
