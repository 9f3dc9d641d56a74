package dev.tamis.benchmarks.embedding;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.e5smallv2q.E5SmallV2QuantizedEmbeddingModel;
import java.util.List;
import java.util.function.Supplier;

/// A model that others run too.
///
/// @param name in this platform
/// @param network class-path resource of its ONNX graph
/// @param tokenizer class-path resource of its `tokenizer.json`
/// @param langChain4jTokens where LangChain4j cuts texts for it
/// @param langChain4j the same model there
record Peer(
        String name, String network, String tokenizer, int langChain4jTokens, Supplier<EmbeddingModel> langChain4j) {

    static final List<Peer> ALL = List.of(
            new Peer(
                    "bge-small-en-v1.5",
                    "/bge-small-en-v1.5-q.onnx",
                    "/bge-small-en-v1.5-q-tokenizer.json",
                    512,
                    BgeSmallEnV15QuantizedEmbeddingModel::new),
            new Peer(
                    "all-minilm-l6-v2-q",
                    "/all-minilm-l6-v2-q.onnx",
                    "/all-minilm-l6-v2-q-tokenizer.json",
                    128,
                    AllMiniLmL6V2QuantizedEmbeddingModel::new),
            new Peer(
                    "all-minilm-l6-v2",
                    "/all-minilm-l6-v2.onnx",
                    "/all-minilm-l6-v2-tokenizer.json",
                    128,
                    AllMiniLmL6V2EmbeddingModel::new),
            new Peer(
                    "e5-small-v2-q",
                    "/e5-small-v2-q.onnx",
                    "/e5-small-v2-q-tokenizer.json",
                    512,
                    E5SmallV2QuantizedEmbeddingModel::new));

    static Peer named(String name) {
        return ALL.stream()
                .filter(peer -> peer.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no model '%s', there are %s"
                        .formatted(name, ALL.stream().map(Peer::name).toList())));
    }
}
