package dev.tamis.gateway.documentation;

import com.fasterxml.jackson.databind.JavaType;
import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.embedding.RerankRequest.RerankDocument;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Types whose JSON is not what their fields suggest; their schemas are written by hand.
final class WireTypes implements ModelConverter {

    private static final Set<Class<?>> BY_HAND = Set.of(DenseVector.class, Filter.class, RerankDocument.class);

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        JavaType javaType = Json.mapper().constructType(type.getType());
        if (javaType != null && BY_HAND.contains(javaType.getRawClass())) {
            return new Schema<>()
                    .$ref("#/components/schemas/" + javaType.getRawClass().getSimpleName());
        }
        return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    }
}
