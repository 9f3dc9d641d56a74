package dev.tamis.embedding.encode;

import dev.tamis.common.contract.embedding.CodedEmbeddings;
import dev.tamis.common.contract.embedding.CodedEmbeddings.Code;
import dev.tamis.common.contract.embedding.EmbeddingResponse;
import dev.tamis.common.contract.embedding.EncodingFormat;
import java.util.List;
import java.util.function.Function;

/// The ways in which an answer writes its vectors.
final class Formats {

    private Formats() {}

    /// What to write as JSON: an [EmbeddingResponse], a [FloatResponse] or [CodedEmbeddings].
    static Object write(EmbeddingResponse response, EncodingFormat format) {
        return switch (format) {
            case FLOAT -> FloatResponse.of(response);
            case BASE64 -> response;
            case INT8 -> coded(response, VectorCodes::int8);
            case UINT8 -> coded(response, VectorCodes::uint8);
            case BINARY -> coded(response, VectorCodes::binary);
            case UBINARY -> coded(response, VectorCodes::ubinary);
        };
    }

    private static CodedEmbeddings coded(EmbeddingResponse response, Function<float[], List<Integer>> code) {
        List<Code> data = response.data().stream()
                .map(each -> new Code(
                        each.object(), each.index(), code.apply(each.embedding().toArray())))
                .toList();
        return new CodedEmbeddings(response.object(), data, response.model(), response.usage());
    }
}
