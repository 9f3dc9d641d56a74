package dev.tamis.gateway.client;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.embedding.EmbeddingModels;
import dev.tamis.common.contract.embedding.EmbeddingRequest;
import dev.tamis.common.contract.embedding.EmbeddingResponse;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.gateway.problem.GatewayRefusal.Answered;
import dev.tamis.gateway.problem.GatewayRefusal.ServiceUnavailable;
import dev.tamis.support.problem.RefusedException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Asks the embedding service for vectors. Every method throws a [RefusedException] if it gives none.
@Component
public class EmbeddingClient {

    private final EmbeddingApi queries;
    private final EmbeddingApi documents;
    private final Guard queryGuard;
    private final Guard documentGuard;
    private final Guard modelGuard;
    private final Duration patience;

    EmbeddingClient(ClientProperties properties, Connections connections, Guards guards) {
        var embedding = properties.embedding();
        this.queries = connections.proxy(EmbeddingApi.class, embedding.url(), embedding.queryTimeout());
        this.documents = connections.proxy(EmbeddingApi.class, embedding.url(), embedding.documentTimeout());
        this.queryGuard = guards.guard("embedding", "query", embedding.queryConcurrency(), properties.bulkheadWait());
        this.documentGuard =
                guards.guard("embedding", "document", embedding.documentConcurrency(), embedding.documentTimeout());
        this.patience = embedding.documentTimeout();
        this.modelGuard = guards.guard("embedding", "models", embedding.queryConcurrency(), properties.bulkheadWait());
    }

    public DenseVector query(String model, String text) {
        var request = new EmbeddingRequest(model, List.of(text), InputType.QUERY);
        return queryGuard.repeatable(() -> vectors(queries.embed(request), 1)).getFirst();
    }

    /// A query whose vector nobody waits for.
    public DenseVector queryInBackground(String model, String text) {
        var request = new EmbeddingRequest(model, List.of(text), InputType.QUERY);
        return documentGuard
                .repeatable(() -> vectors(documents.embed(request), 1))
                .getFirst();
    }

    /// @return one vector a text, in their order
    public List<DenseVector> documents(String model, List<String> texts) {
        var request = new EmbeddingRequest(model, texts, InputType.DOCUMENT);
        return documentGuard.repeatable(() -> vectors(documents.embed(request), texts.size()));
    }

    /// The same, but where the service has too much to do already, waits as long as it asks for and tries again.
    ///
    /// @throws RefusedException also if it has no room within the time that a batch may take
    public List<DenseVector> documentsWhenThereIsRoom(String model, List<String> texts) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return documents(model, texts);
            } catch (RefusedException refused) {
                Duration pause = retryAfter(refused).orElseThrow(() -> refused);
                if (System.nanoTime() + pause.toNanos() > end) {
                    throw refused;
                }
                pause(pause);
            }
        }
    }

    /// @return empty if it was refused for another reason than too much to do
    private static Optional<Duration> retryAfter(RefusedException refused) {
        return refused.refusal() instanceof Answered(Problem problem, String seconds)
                        && problem.status() == HttpStatus.TOO_MANY_REQUESTS.value()
                ? Optional.of(Duration.ofSeconds(seconds.matches("[0-9]{1,4}") ? Long.parseLong(seconds) : 1))
                : Optional.empty();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RefusedException(new ServiceUnavailable("embedding"));
        }
    }

    public List<EmbeddingModels.Model> models() {
        return modelGuard.repeatable(() -> queries.models().data());
    }

    private static List<DenseVector> vectors(EmbeddingResponse response, int expected) {
        if (response.data().size() != expected) {
            throw new RefusedException(new ServiceUnavailable("embedding"));
        }
        return response.data().stream()
                .sorted(Comparator.comparingInt(EmbeddingResponse.Embedding::index))
                .map(EmbeddingResponse.Embedding::embedding)
                .toList();
    }
}
