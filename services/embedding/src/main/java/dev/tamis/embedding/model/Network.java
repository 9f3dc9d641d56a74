package dev.tamis.embedding.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tamis.embedding.tokenize.Tokens;
import java.lang.foreign.MemorySegment;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/// An ONNX session that answers one tensor, on the calling thread; threads may share it.
final class Network implements AutoCloseable {

    static final String INPUT_IDS = "input_ids";
    static final String ATTENTION_MASK = "attention_mask";
    static final String TOKEN_TYPE_IDS = "token_type_ids";

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Set<String> output;
    private final boolean readsTypes;

    /// One for each thread that is running a batch.
    private final Queue<BatchBuffers> spareBuffers = new ConcurrentLinkedQueue<>();

    private Network(OrtEnvironment environment, OrtSession session, String output) throws OrtException {
        this.environment = environment;
        this.session = session;
        this.output = Set.of(output);
        this.readsTypes = session.getInputNames().contains(TOKEN_TYPE_IDS);
    }

    /// What a batch was answered.
    ///
    /// @param shape of the tensor; the first is the batch
    /// @param values row-major
    record Answer(List<Integer> shape, FloatBuffer values) {}

    /// @param onnx outside of the heap; not needed any more when the network is open
    /// @param weightsFolder where the file's external weights are, if it has any
    /// @param threads that work on one batch
    static Network open(MemorySegment onnx, String output, Optional<String> weightsFolder, int threads)
            throws OrtException {
        NativeTelemetry.forbid();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        environment.setTelemetry(false);
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            // Plans of memory are kept per input length and fragment the arena: without them it is smaller and no
            // slower.
            options.setMemoryPatternOptimization(false);
            if (weightsFolder.isPresent()) {
                options.addConfigEntry("session.model_external_initializers_file_folder_path", weightsFolder.get());
            }
            return new Network(environment, environment.createSession(onnx.asByteBuffer(), options), output);
        }
    }

    /// Runs texts together, padded to the longest.
    Answer run(List<Tokens> batch) throws OrtException {
        BatchBuffers spare = spareBuffers.poll();
        BatchBuffers buffers = spare == null ? new BatchBuffers() : spare;
        try {
            buffers.fill(batch);
            return run(buffers);
        } finally {
            spareBuffers.add(buffers);
        }
    }

    private Answer run(BatchBuffers buffers) throws OrtException {
        Map<String, OnnxTensor> inputs = HashMap.newHashMap(3);
        try {
            inputs.put(INPUT_IDS, OnnxTensor.createTensor(environment, buffers.ids(), buffers.shape()));
            inputs.put(ATTENTION_MASK, OnnxTensor.createTensor(environment, buffers.mask(), buffers.shape()));
            if (readsTypes) {
                inputs.put(TOKEN_TYPE_IDS, OnnxTensor.createTensor(environment, buffers.types(), buffers.shape()));
            }
            try (OrtSession.Result result = session.run(inputs, output)) {
                var tensor = (OnnxTensor) result.get(0);
                List<Integer> shape = Arrays.stream(tensor.getInfo().getShape())
                        .mapToObj(Math::toIntExact)
                        .toList();
                return new Answer(shape, tensor.getFloatBuffer());
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
