package dev.tamis.embedding.model;

import ai.onnxruntime.OrtException;
import dev.tamis.common.contract.embedding.ModelKind;
import dev.tamis.embedding.onnx.OnnxFormatException;
import dev.tamis.embedding.onnx.OnnxGraph;
import dev.tamis.embedding.onnx.OnnxTensorInfo;
import dev.tamis.embedding.tokenize.TextTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Set;

/// Loads a model: checks its files against its description, then tries it on a few words.
final class ModelOpening {

    /// Operations that choose a scale for all that they are given, the whole batch.
    private static final Set<String> QUANTIZE_BATCHES =
            Set.of("DynamicQuantizeLinear", "DynamicQuantizeMatMul", "DynamicQuantizeLSTM", "MatMulIntegerToFloat");

    private final ModelSpec spec;
    private final ModelFiles files;
    private final int threads;

    private ModelOpening(ModelSpec spec, ModelFiles files, int threads) {
        this.spec = spec;
        this.files = files;
        this.threads = threads;
    }

    /// @param threads that work on one batch
    /// @throws ModelFormatException if the files are not as they must be, or do not fit the description
    static LoadedModel open(ModelSpec spec, ModelFiles files, int threads) throws ModelFormatException {
        var opening = new ModelOpening(spec, files, threads);
        try {
            return opening.open();
        } catch (NoSuchFileException missing) {
            throw new ModelFormatException(opening.missing(missing.getFile()), missing);
        } catch (IOException unreadable) {
            throw new ModelFormatException("Its files cannot be read: %s.".formatted(unreadable), unreadable);
        }
    }

    private LoadedModel open() throws IOException, ModelFormatException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment file = files.map(spec.network(), arena);
            OnnxGraph graph = graph(file);
            OnnxTensorInfo output = new GraphRules(spec, graph).output();
            TextTokenizer tokenizer = tokenizer();
            var networks = new Networks(spec, files, output, threads);
            try {
                return open(file, arena, graph, tokenizer, networks);
            } catch (ModelFormatException | IOException | RuntimeException | LinkageError failure) {
                tokenizer.close();
                networks.close();
                throw failure;
            }
        }
    }

    private LoadedModel open(
            MemorySegment file, Arena arena, OnnxGraph graph, TextTokenizer tokenizer, Networks networks)
            throws IOException, ModelFormatException {
        try {
            networks.put(ModelSize.FULL, networks.open(ModelSize.FULL, file, arena));
            var probe = new Probe(spec, networks, tokenizer);
            if (spec.description().kind() == ModelKind.CROSS_ENCODER) {
                probe.checkScore();
                probe.checkLength();
                return new OnnxPairScorer(spec.description(), tokenizer, networks);
            }
            probe.checkVectors();
            if (files instanceof FolderFiles) { // the built-in models are known to read as much as they say
                probe.checkLength();
            }
            for (ModelSize size : spec.description().sizes()) {
                if (!size.name().equals(ModelSize.FULL)) {
                    probe.checkVectors(size, file, arena);
                }
            }
            boolean independent = !graph.hasAny(QUANTIZE_BATCHES) && probe.independent();
            return new OnnxTextEncoder(spec.description(), tokenizer, networks, independent);
        } catch (OrtException refused) {
            throw new ModelFormatException(
                    "ONNX Runtime refuses %s: %s".formatted(spec.network(), refused.getMessage()), refused);
        }
    }

    private OnnxGraph graph(MemorySegment file) throws ModelFormatException {
        try {
            return OnnxGraph.read(file);
        } catch (OnnxFormatException foreign) {
            throw new ModelFormatException(
                    "%s (%d bytes) is no ONNX model: it %s%s."
                            .formatted(spec.network(), file.byteSize(), foreign.getMessage(), beginning(file)),
                    foreign);
        }
    }

    /// What a file begins with, if that is text, such as a web page or the pointer of a Git LFS file.
    private static String beginning(MemorySegment file) {
        byte[] bytes = file.asSlice(0, Math.min(40, file.byteSize())).toArray(ValueLayout.JAVA_BYTE);
        String text =
                new String(bytes, StandardCharsets.US_ASCII).lines().findFirst().orElse("");
        return text.matches("\\p{Print}{4,}") ? ", and begins with '%s'".formatted(text) : "";
    }

    private TextTokenizer tokenizer() throws IOException, ModelFormatException {
        try (InputStream json = files.open(spec.tokenizer())) {
            return TextTokenizer.open(json, spec.description().maxTokens());
        } catch (RuntimeException foreign) {
            throw new ModelFormatException(
                    "%s is no tokenizer of Hugging Face's format: %s."
                            .formatted(spec.tokenizer(), foreign.getMessage()),
                    foreign);
        }
    }

    private String missing(String name) {
        try {
            return "There is no %s; there are %s.".formatted(name, files.names());
        } catch (IOException unreadable) {
            return "There is no %s.".formatted(name);
        }
    }
}
