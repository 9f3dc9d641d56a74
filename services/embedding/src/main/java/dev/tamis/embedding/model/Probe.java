package dev.tamis.embedding.model;

import ai.onnxruntime.OrtException;
import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.embedding.tokenize.TextTokenizer;
import dev.tamis.embedding.tokenize.Tokens;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Runs a network that was just opened on a few words, to see what no declaration says for sure.
final class Probe {

    /// Longest text that is tried: the memory of attention grows with its square.
    private static final int LONGEST = 1_024;

    private static final double SAME = 0.9999;

    private final ModelSpec spec;
    private final Networks networks;
    private final TextTokenizer tokenizer;

    Probe(ModelSpec spec, Networks networks, TextTokenizer tokenizer) {
        this.spec = spec;
        this.networks = networks;
        this.tokenizer = tokenizer;
    }

    /// Checks that a cross-encoder answers one number for a pair.
    void checkScore() throws ModelFormatException {
        List<Integer> shape = run(tokenizer.tokenize("some", "words")).shape();
        if (!shape.equals(List.of(1, 1))) {
            throw new ModelFormatException(
                    "%s answers a tensor of shape %s for one pair, where one number belongs: [1, 1]."
                            .formatted(spec.network(), shape));
        }
    }

    /// Checks that the full network answers vectors of the width that the description says.
    void checkVectors() throws ModelFormatException {
        Tokens tokens = words();
        List<Integer> shape = run(tokens).shape();
        int dimension = spec.description().dimension();
        if (!shape.equals(List.of(1, tokens.count(), dimension))) {
            throw new ModelFormatException(
                    "%s answers a tensor of shape %s for a text of %d tokens, where %s belongs, if %d is the greatest of 'dimensions' in %s."
                            .formatted(
                                    spec.network(),
                                    shape,
                                    tokens.count(),
                                    List.of(1, tokens.count(), dimension),
                                    dimension,
                                    ModelYaml.FILE));
        }
    }

    /// Checks that a smaller size answers vectors that are wide enough.
    void checkVectors(ModelSize size, MemorySegment file, Arena arena)
            throws ModelFormatException, IOException, OrtException {
        Tokens tokens = words();
        try (Network network = networks.open(size.name(), file, arena)) {
            List<Integer> shape = network.run(List.of(tokens)).shape();
            if (shape.size() != 3 || shape.get(1) != tokens.count() || shape.get(2) < size.dimension()) {
                throw new ModelFormatException(
                        "The output of size '%s' is a tensor of shape %s for a text of %d tokens, where %s belongs, or more in the last place."
                                .formatted(
                                        size.name(),
                                        shape,
                                        tokens.count(),
                                        List.of(1, tokens.count(), size.dimension())));
            }
        }
    }

    /// Checks that the network reads texts as long as the description says.
    void checkLength() throws ModelFormatException {
        int longest = spec.description().maxTokens();
        if (longest <= LONGEST) {
            try {
                run(tokenizer.tokenize("a ".repeat(longest)));
            } catch (ModelFormatException failure) {
                throw new ModelFormatException(
                        "'max-tokens' in %s is %d. %s".formatted(ModelYaml.FILE, longest, failure.getMessage()),
                        failure);
            }
        }
    }

    /// Whether a text has the vector in a batch that it has alone.
    boolean independent() {
        var encoder = new OnnxTextEncoder(spec.description(), tokenizer, networks, true);
        ModelSize size = spec.description().full();
        Tokens shorter = words();
        Tokens longer =
                encoder.tokenize("as many words again as there are in the shorter text, and more", InputType.DOCUMENT);
        DenseVector alone = encoder.encode(List.of(shorter), size).getFirst();
        try {
            DenseVector inCompany =
                    encoder.encode(List.of(shorter, longer), size).getFirst();
            return cosine(alone, inCompany) >= SAME;
        } catch (ModelFailedException oneAtATime) {
            return false; // a graph may be fixed to batches of one
        }
    }

    private Tokens words() {
        return tokenizer.tokenize("some words");
    }

    private Network.Answer run(Tokens tokens) throws ModelFormatException {
        try {
            return networks.run(ModelSize.FULL, List.of(tokens));
        } catch (ModelFailedException failure) {
            String why = failure.getCause() == null
                    ? failure.toString()
                    : String.valueOf(failure.getCause().getMessage());
            throw new ModelFormatException(
                    "ONNX Runtime cannot run %s on a text of %d tokens: %s"
                            .formatted(spec.network(), tokens.count(), why),
                    failure);
        }
    }

    private static double cosine(DenseVector a, DenseVector b) {
        float[] x = a.toArray();
        float[] y = b.toArray();
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += (double) x[j] * y[j];
        }
        return sum;
    }
}
