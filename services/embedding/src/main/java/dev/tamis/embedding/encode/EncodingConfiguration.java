package dev.tamis.embedding.encode;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

/// The cache of queries, and JSON in which a number is no text.
@Configuration(proxyBeanMethods = false)
class EncodingConfiguration {

    @Bean
    QueryCache queryCache(EncodingProperties properties, MeterRegistry meters) {
        return new QueryCache(properties.queryCache(), meters);
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
