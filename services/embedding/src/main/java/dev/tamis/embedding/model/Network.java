package dev.tamis.embedding.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tamis.embedding.tokenize.Tokens;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/// An ONNX session that runs one text at a time on the calling thread; threads may share it.
///
/// One text per run because quantised models choose the scale of their activations per run: in a batch, a text's
/// vector would depend on its neighbours.
final class Network implements AutoCloseable {

    private static final Set<String> OUTPUT = Set.of("last_hidden_state");

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Pooling pooling;
    private final int dimension;
    private final int maxTokens;

    /// The mask of a text without padding, and the types of one that is no pair: the same for all, only ever read.
    private final LongBuffer ones;

    private final LongBuffer zeros;

    /// Buffers for ids, one for each thread that is running a text.
    private final Queue<LongBuffer> spareIds = new ConcurrentLinkedQueue<>();

    private Network(OrtEnvironment environment, OrtSession session, ModelDescription model) {
        this.environment = environment;
        this.session = session;
        this.pooling = model.pooling();
        this.dimension = model.dimension();
        this.maxTokens = model.maxTokens();
        this.ones = directBuffer();
        this.zeros = directBuffer();
        for (int i = 0; i < maxTokens; i++) {
            ones.put(i, 1);
        }
    }

    static Network open(byte[] onnx, ModelDescription model) throws OrtException {
        NativeTelemetry.forbid();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        environment.setTelemetry(false);
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            // Plans of memory are kept per input length and fragment the arena: without them it is smaller and no
            // slower.
            options.setMemoryPatternOptimization(false);
            return new Network(environment, environment.createSession(onnx, options), model);
        }
    }

    /// The text's vector as the network gives it, before normalisation.
    float[] run(Tokens tokens) throws OrtException {
        LongBuffer spare = spareIds.poll();
        LongBuffer ids = spare == null ? directBuffer() : spare;
        try {
            tokens.writeTo(ids);
            return run(ids, tokens.count());
        } finally {
            spareIds.add(ids);
        }
    }

    private float[] run(LongBuffer ids, int count) throws OrtException {
        try (OnnxTensor inputIds = tensor(ids, count);
                OnnxTensor attentionMask = tensor(ones, count);
                OnnxTensor tokenTypeIds = tensor(zeros, count);
                OrtSession.Result result = session.run(
                        Map.of("input_ids", inputIds, "attention_mask", attentionMask, "token_type_ids", tokenTypeIds),
                        OUTPUT)) {
            var states = (OnnxTensor) result.get(0);
            return pooling.pool(states.getFloatBuffer(), count, dimension);
        }
    }

    private OnnxTensor tensor(LongBuffer buffer, int count) throws OrtException {
        return OnnxTensor.createTensor(environment, buffer.slice(0, count), new long[] {1, count});
    }

    private LongBuffer directBuffer() {
        return ByteBuffer.allocateDirect(maxTokens * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
