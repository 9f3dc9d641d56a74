package dev.tamis.common.contract.embedding;

import dev.tamis.common.contract.embedding.EmbeddingResponse.Usage;
import java.util.List;

/// Answers an [EmbeddingRequest] for one of the formats that write vectors as whole numbers: `int8`, `uint8`,
/// `binary` and `ubinary`.
///
/// @param object always `list`
/// @param data one code a text, in the order of the request
/// @param model name of the model that made them
public record CodedEmbeddings(String object, List<Code> data, String model, Usage usage) {

    public CodedEmbeddings {
        data = List.copyOf(data);
    }

    /// @param object always `embedding`
    /// @param index position of its text in the request, from 0
    /// @param embedding as the [EncodingFormat] says
    public record Code(String object, int index, List<Integer> embedding) {

        public Code {
            embedding = List.copyOf(embedding);
        }
    }
}
