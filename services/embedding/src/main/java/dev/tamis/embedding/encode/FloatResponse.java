package dev.tamis.embedding.encode;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.embedding.EmbeddingResponse;
import dev.tamis.common.contract.embedding.EmbeddingResponse.Usage;
import java.util.List;

/// An [EmbeddingResponse] whose vectors are written as arrays of numbers.
record FloatResponse(String object, List<FloatEmbedding> data, String model, Usage usage) {

    record FloatEmbedding(String object, int index, Numbers embedding) {}

    record Numbers(DenseVector vector) {
        @JsonValue
        float[] values() {
            return vector.toArray();
        }
    }

    static FloatResponse of(EmbeddingResponse response) {
        List<FloatEmbedding> data = response.data().stream()
                .map(each -> new FloatEmbedding(each.object(), each.index(), new Numbers(each.embedding())))
                .toList();
        return new FloatResponse(response.object(), data, response.model(), response.usage());
    }
}
