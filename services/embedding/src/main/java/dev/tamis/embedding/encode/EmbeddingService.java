package dev.tamis.embedding.encode;

import dev.tamis.common.contract.embedding.EmbeddingRequest;
import dev.tamis.common.contract.embedding.EmbeddingResponse;
import dev.tamis.common.contract.embedding.EmbeddingResponse.Embedding;
import dev.tamis.common.contract.embedding.EmbeddingResponse.Usage;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.embedding.model.EncodedText;
import dev.tamis.embedding.model.ModelFailedException;
import dev.tamis.embedding.model.ServedModel;
import dev.tamis.embedding.model.ServedModels;
import dev.tamis.embedding.problem.EmbeddingRefusal.InvalidFields;
import dev.tamis.embedding.problem.EmbeddingRefusal.ModelUnavailable;
import dev.tamis.embedding.problem.EmbeddingRefusal.TookTooLong;
import dev.tamis.embedding.problem.EmbeddingRefusal.UnknownModel;
import dev.tamis.support.problem.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.springframework.stereotype.Service;

/// Answers a request by encoding each of its texts on whichever worker is free.
@Service
class EmbeddingService {

    private final ServedModels models;
    private final EncodingWorkers workers;
    private final EncodingMetrics metrics;
    private final EncodingProperties properties;

    EmbeddingService(
            ServedModels models, EncodingWorkers workers, EncodingMetrics metrics, EncodingProperties properties) {
        this.models = models;
        this.workers = workers;
        this.metrics = metrics;
        this.properties = properties;
    }

    /// The embeddings of the texts, in their order.
    ///
    /// @throws RefusedException if the model is unknown or unavailable, a text is invalid, or time runs out
    EmbeddingResponse embed(EmbeddingRequest request) {
        ServedModel model = models.named(request.model())
                .orElseThrow(() -> new RefusedException(new UnknownModel(request.model(), models.names())));
        var violations = InputRules.violations(request, model.description());
        if (!violations.isEmpty()) {
            throw new RefusedException(new InvalidFields(violations));
        }
        InputType type = Objects.requireNonNullElse(request.inputType(), InputType.DOCUMENT);
        return response(model, encodeAll(model, request.input(), type));
    }

    private List<EncodedText> encodeAll(ServedModel model, List<String> texts, InputType type) {
        var futures = new ArrayList<Future<EncodedText>>(texts.size());
        try {
            for (String text : texts) {
                futures.add(workers.submit(type, () -> encode(model, text, type)));
            }
            return await(futures);
        } catch (TimeoutException late) {
            throw new RefusedException(new TookTooLong(properties.patience()));
        } catch (RejectedExecutionException | CancellationException stopping) {
            throw new RefusedException(new ModelUnavailable(model.name()));
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof ModelFailedException) { // from the loading, which logged it
                throw new RefusedException(new ModelUnavailable(model.name()));
            }
            throw new IllegalStateException("a text could not be encoded", failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RefusedException(new ModelUnavailable(model.name()));
        } finally {
            // Of no effect on what is done; what is not, nobody waits for any more.
            futures.forEach(future -> future.cancel(false));
        }
    }

    private List<EncodedText> await(List<Future<EncodedText>> futures)
            throws InterruptedException, ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + properties.patience().toNanos();
        var texts = new ArrayList<EncodedText>(futures.size());
        for (Future<EncodedText> future : futures) {
            texts.add(future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
        }
        return texts;
    }

    private EncodedText encode(ServedModel model, String text, InputType type) {
        var encoder = model.encoder();
        long start = System.nanoTime();
        EncodedText encoded = encoder.encode(text, type, model.description().full());
        metrics.encoded(model.name(), type, encoded, System.nanoTime() - start);
        return encoded;
    }

    private static EmbeddingResponse response(ServedModel model, List<EncodedText> texts) {
        List<Embedding> embeddings = IntStream.range(0, texts.size())
                .mapToObj(i -> new Embedding("embedding", i, texts.get(i).vector()))
                .toList();
        int tokens = texts.stream().mapToInt(EncodedText::tokens).sum();
        int truncated = (int) texts.stream().filter(EncodedText::truncated).count();
        return new EmbeddingResponse("list", embeddings, model.name(), new Usage(tokens, tokens, truncated));
    }
}
