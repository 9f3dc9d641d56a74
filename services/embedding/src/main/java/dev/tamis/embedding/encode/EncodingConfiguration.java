package dev.tamis.embedding.encode;

import dev.tamis.embedding.model.ServedModels;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

/// The workers, and JSON in which a number is no text.
@Configuration(proxyBeanMethods = false)
class EncodingConfiguration {

    /// Depends on the models so that it is closed before them: the workers finish, then the models are freed.
    @Bean
    EncodingWorkers encodingWorkers(EncodingProperties properties, ServedModels models) {
        return new EncodingWorkers(properties.workers());
    }

    /// Else `{"input": [1, 2]}`, token ids in OpenAI's format, would be encoded as the texts "1" and "2".
    @Bean
    JsonMapperBuilderCustomizer strictStrings() {
        return builder -> builder.withCoercionConfig(
                LogicalType.Textual,
                strings -> strings.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }
}
