package dev.tamis.embedding.model;

import ai.onnxruntime.OrtException;
import dev.tamis.embedding.onnx.OnnxGraph;
import dev.tamis.embedding.onnx.OnnxTensorInfo;
import dev.tamis.embedding.tokenize.Tokens;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// The networks of a model, one for each size. That of a smaller size is made, when it is first used, of the layers
/// that it needs. No file stays in memory.
final class Networks implements AutoCloseable {

    private final ModelSpec model;
    private final ModelFiles files;
    private final OnnxTensorInfo output;
    private final int threads;
    private final Map<String, Network> open = new ConcurrentHashMap<>();

    /// @param output of the whole graph
    /// @param threads that work on one batch
    Networks(ModelSpec model, ModelFiles files, OnnxTensorInfo output, int threads) {
        this.model = model;
        this.files = files;
        this.output = output;
        this.threads = threads;
    }

    /// Runs a batch at a size.
    ///
    /// @throws ModelFailedException if that fails
    Network.Answer run(String size, List<Tokens> batch) {
        try {
            return open.computeIfAbsent(size, this::open).run(batch);
        } catch (OrtException failure) {
            throw new ModelFailedException("model '%s' could not be run".formatted(model.name()), failure);
        }
    }

    private Network open(String size) {
        try (Arena arena = Arena.ofConfined()) {
            return open(size, files.map(model.network(), arena), arena);
        } catch (IOException | OrtException failure) {
            throw new ModelFailedException(
                    "size '%s' of model '%s' could not be opened".formatted(size, model.name()), failure);
        }
    }

    /// Opens the network of a size out of the file, which is in memory just now.
    Network open(String size, MemorySegment file, Arena arena) throws IOException, OrtException {
        if (size.equals(ModelSize.FULL)) {
            return Network.open(file, output.name(), files.weightsFolder(), threads);
        }
        String early = Objects.requireNonNull(model.earlyOutputs().get(size));
        MemorySegment pruned = OnnxGraph.read(file).withOutput(early, output.type(), arena);
        return Network.open(pruned, early, files.weightsFolder(), threads);
    }

    /// Takes over an open network.
    void put(String size, Network network) {
        open.put(size, network);
    }

    @Override
    public void close() {
        for (Network network : open.values()) {
            try {
                network.close();
            } catch (OrtException failure) {
                throw new ModelFailedException("model '%s' could not be closed".formatted(model.name()), failure);
            }
        }
    }
}
