package dev.tamis.benchmarks.embedding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// ONNX Runtime as its examples use it: one session with its own settings, batches in the order in which texts come,
/// each padded to its longest. The vectors of the tokens are not even pooled.
final class NaiveOnnx implements AutoCloseable {

    static final int BATCH = 32;

    private static final String TOKENS = "512";

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;

    NaiveOnnx(Peer peer) throws IOException, OrtException {
        try (InputStream network = resource(peer.network());
                InputStream json = resource(peer.tokenizer())) {
            session = environment.createSession(network.readAllBytes());
            tokenizer = HuggingFaceTokenizer.newInstance(
                    json, Map.of("padding", "true", "truncation", "true", "maxLength", TOKENS));
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(NaiveOnnx.class.getResourceAsStream(name), name);
    }

    void embedAll(List<String> texts) throws OrtException {
        for (int from = 0; from < texts.size(); from += BATCH) {
            run(tokenizer.batchEncode(texts.subList(from, Math.min(texts.size(), from + BATCH))));
        }
    }

    private void run(Encoding[] encodings) throws OrtException {
        long[][] ids = new long[encodings.length][];
        long[][] mask = new long[encodings.length][];
        long[][] types = new long[encodings.length][];
        for (int i = 0; i < encodings.length; i++) {
            ids[i] = encodings[i].getIds();
            mask[i] = encodings[i].getAttentionMask();
            types[i] = encodings[i].getTypeIds();
        }
        try (OnnxTensor inputIds = OnnxTensor.createTensor(environment, ids);
                OnnxTensor attentionMask = OnnxTensor.createTensor(environment, mask);
                OnnxTensor tokenTypes = OnnxTensor.createTensor(environment, types)) {
            var inputs = new HashMap<>(Map.of("input_ids", inputIds, "attention_mask", attentionMask));
            if (session.getInputNames().contains("token_type_ids")) {
                inputs.put("token_type_ids", tokenTypes);
            }
            session.run(inputs).close();
        }
    }

    @Override
    public void close() throws OrtException {
        tokenizer.close();
        session.close();
    }
}
