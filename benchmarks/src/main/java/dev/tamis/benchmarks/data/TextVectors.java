package dev.tamis.benchmarks.data;

import dev.tamis.benchmarks.harness.Parallel;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.embedding.model.ModelSize;
import dev.tamis.embedding.model.ServedModel;
import dev.tamis.embedding.model.ServedModels;
import dev.tamis.embedding.model.TextEncoder;
import dev.tamis.training.data.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// Vectors of texts by the platform's own models, kept under a key of the model and of all texts.
public final class TextVectors {

    private static final int CHUNK = 64;

    private TextVectors() {}

    /// Floats in a vector.
    static int dimension() {
        try (var models = ServedModels.builtIn()) {
            return models.defaultModel().description().dimension();
        }
    }

    /// The file of the vectors, unit length, in the order of the texts; embeds them first if there is none.
    static Path file(Path cache, String name, List<String> texts, InputType type) throws IOException {
        try (var models = ServedModels.builtIn()) {
            return file(cache, name, texts, type, models.defaultModel());
        }
    }

    /// The vectors, unit length, in the order of the texts; embeds them first if the cache does not hold them.
    ///
    /// @param name begins the name of the file in the cache
    /// @param model one of the built-in ones
    public static Rows rows(Path cache, String name, List<String> texts, InputType type, String model)
            throws IOException {
        try (var models = ServedModels.builtIn()) {
            ServedModel served = models.named(model)
                    .orElseThrow(() -> new IllegalArgumentException("the built-in models are " + models.names()));
            VectorFile vectors = VectorFile.open(
                    file(cache, name, texts, type, served), served.description().dimension());
            float[] all = new float[vectors.size() * vectors.dimension()];
            vectors.read(0, vectors.size(), all);
            return new Rows(all, vectors.dimension());
        }
    }

    private static Path file(Path cache, String name, List<String> texts, InputType type, ServedModel model)
            throws IOException {
        Path file = cache.resolve("%s-%s.f32".formatted(name, key(model, texts, type)));
        if (Files.exists(file)) {
            return file;
        }
        System.err.printf("Embedding %d %s with %s, once ...%n", texts.size(), name, model.name());
        ModelSize size = model.description().full();
        int d = size.dimension();
        float[] vectors = new float[texts.size() * d];
        TextEncoder encoder = model.encoder();
        Parallel.forEach((texts.size() + CHUNK - 1) / CHUNK, chunk -> {
            for (int i = chunk * CHUNK; i < Math.min(texts.size(), (chunk + 1) * CHUNK); i++) {
                float[] vector =
                        encoder.encode(texts.get(i), type, size).vector().toArray();
                System.arraycopy(vector, 0, vectors, i * d, d);
            }
        });
        Path part = Files.createTempFile(cache, name, ".part");
        VectorFile.append(part, d, 0, vectors);
        return Files.move(part, file);
    }

    /// Sixteen hexadecimal digits that change with the model's file and with any text.
    private static String key(ServedModel model, List<String> texts, InputType type) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream network = resource(network(model))) {
            digest.update(sha256().digest(network.readAllBytes()));
        }
        digest.update(model.description().prefix(type).getBytes(StandardCharsets.UTF_8));
        for (String text : texts) {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), 8));
    }

    /// The class-path resource of a built-in model's weights, as its own description names it.
    private static String network(ServedModel model) throws IOException {
        try (InputStream description = resource("/models/%s/tamis-model.yaml".formatted(model.name()))) {
            return new String(description.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("network: "))
                    .map(line -> line.substring("network: ".length()).strip())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(TextEncoder.class.getResourceAsStream(name), name);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
