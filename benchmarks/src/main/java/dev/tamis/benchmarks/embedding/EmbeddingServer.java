package dev.tamis.benchmarks.embedding;

import dev.tamis.benchmarks.data.Sources;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.embedding.EmbeddingApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// The embedding service, in this process and asked over HTTP.
final class EmbeddingServer implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final URI embeddings;

    /// @param settings `name=value`
    EmbeddingServer(String... settings) {
        context = new SpringApplicationBuilder(EmbeddingApplication.class)
                .properties("spring.config.name=embedding")
                .run(arguments(settings));
        embeddings = URI.create("http://localhost:%s/v1/embeddings"
                .formatted(context.getEnvironment().getProperty("local.server.port")));
    }

    /// As arguments, since these outrank the service's own file.
    private static String[] arguments(String... settings) {
        return Stream.concat(Stream.of("server.port=0", "logging.level.root=warn"), Stream.of(settings))
                .map(setting -> "--" + setting)
                .toArray(String[]::new);
    }

    /// Asks for the vectors of texts, and reads the answer to its end.
    void embed(String model, List<String> texts, InputType type, String caller) {
        embed(model, "full", texts, type, caller);
    }

    /// Asks for the vectors of texts at a depth of the model.
    void embed(String model, String size, List<String> texts, InputType type, String caller) {
        String body = Sources.JSON.writeValueAsString(Map.of(
                "model",
                model,
                "size",
                size,
                "input",
                texts,
                "encoding_format",
                "base64",
                "input_type",
                type.name().toLowerCase(Locale.ROOT)));
        HttpRequest request = HttpRequest.newBuilder(embeddings)
                .header("Content-Type", "application/json")
                .header("Tamis-Caller", caller)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("the service answered " + answer.body());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    @Override
    public void close() {
        context.close();
        http.close();
    }
}
