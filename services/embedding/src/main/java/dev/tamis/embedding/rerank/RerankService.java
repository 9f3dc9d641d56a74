package dev.tamis.embedding.rerank;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.common.contract.embedding.RerankRequest;
import dev.tamis.common.contract.embedding.RerankRequest.RerankDocument;
import dev.tamis.common.contract.embedding.RerankResponse;
import dev.tamis.common.contract.embedding.RerankResponse.RerankResult;
import dev.tamis.embedding.encode.EncodingService;
import dev.tamis.embedding.encode.EncodingService.Order;
import dev.tamis.embedding.encode.InputRules;
import dev.tamis.embedding.encode.ModelChoice;
import dev.tamis.embedding.model.PairScorer;
import dev.tamis.embedding.model.ServedModel;
import dev.tamis.embedding.model.ServedModels;
import dev.tamis.embedding.model.TextEncoder;
import dev.tamis.embedding.problem.EmbeddingRefusal.InvalidFields;
import dev.tamis.embedding.schedule.Results;
import dev.tamis.embedding.schedule.Scheduler;
import dev.tamis.embedding.tokenize.Tokens;
import dev.tamis.support.problem.RefusedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/// Orders documents by how well they fit a query: by the cosine of their vectors, or by a cross-encoder.
@Service
class RerankService {

    private final ServedModels models;
    private final EncodingService encodings;
    private final Scheduler scheduler;
    private final Results results;

    RerankService(ServedModels models, EncodingService encodings, Scheduler scheduler, Results results) {
        this.models = models;
        this.encodings = encodings;
        this.scheduler = scheduler;
        this.results = results;
    }

    /// The documents that fit best, best first; of equal ones the earlier first.
    ///
    /// @param caller who asks
    /// @throws RefusedException if the model is unknown or unavailable, a text is invalid, too much waits, or time
    ///     runs out
    RerankResponse rerank(RerankRequest request, String caller) {
        String name = Objects.requireNonNullElseGet(
                request.model(), () -> models.defaultModel().name());
        ServedModel model = ModelChoice.of(models, name);
        var violations = violations(request);
        if (!violations.isEmpty()) {
            throw new RefusedException(new InvalidFields(violations));
        }
        // Turns of their own, so that a caller's searches need not wait for all the documents it has reranked.
        String turns = caller + "/rerank";
        results.refuseIfFull(turns, InputType.QUERY);
        List<String> documents = documents(request, model);
        Scores scores = switch (model.description().kind()) {
            case EMBEDDING -> cosines(model, request.query(), documents, turns);
            case CROSS_ENCODER -> pairScores(model, request.query(), documents, turns);
        };
        return response(request, model.name(), scores);
    }

    private static List<FieldError> violations(RerankRequest request) {
        var errors = new ArrayList<FieldError>();
        InputRules.violation(request.query()).ifPresent(detail -> errors.add(new FieldError("#/query", detail)));
        for (int i = 0; i < request.documents().size(); i++) {
            String pointer = "#/documents/" + i;
            InputRules.violation(request.documents().get(i).text())
                    .ifPresent(detail -> errors.add(new FieldError(pointer, detail)));
        }
        return errors;
    }

    /// What is read of the documents, as far as the request says it.
    private static List<String> documents(RerankRequest request, ServedModel model) {
        Stream<String> texts = request.documents().stream().map(RerankDocument::text);
        Integer tokens = request.maxTokensPerDoc();
        return (tokens == null ? texts : texts.map(cut(model, tokens))).toList();
    }

    private static UnaryOperator<String> cut(ServedModel model, int tokens) {
        return switch (model.description().kind()) {
            case EMBEDDING -> {
                TextEncoder encoder = ModelChoice.loaded(model, model::encoder);
                yield text -> encoder.cut(text, tokens);
            }
            case CROSS_ENCODER -> {
                PairScorer scorer = ModelChoice.loaded(model, model::scorer);
                yield text -> scorer.cut(text, tokens);
            }
        };
    }

    private Scores cosines(ServedModel model, String query, List<String> documents, String caller) {
        var order = new Order(model, model.description().full(), InputType.QUERY, caller);
        List<Tokens> tokens = Stream.concat(
                        encodings.tokenize(order, InputType.QUERY, List.of(query)).stream(),
                        encodings.tokenize(order, InputType.DOCUMENT, documents).stream())
                .toList();
        List<DenseVector> vectors = encodings.encode(order, tokens);
        float[] queryVector = vectors.getFirst().toArray();
        List<Double> cosines = vectors.stream()
                .skip(1)
                .map(vector -> cosine(queryVector, vector.toArray()))
                .toList();
        return new Scores(cosines, tokens);
    }

    /// Of vectors of norm 1.
    private static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (double) a[j] * b[j];
        }
        return Math.clamp(sum, -1, 1);
    }

    private Scores pairScores(ServedModel model, String query, List<String> documents, String caller) {
        PairScorer scorer = ModelChoice.loaded(model, model::scorer);
        List<Tokens> pairs = documents.stream()
                .map(document -> scorer.tokenize(query, document))
                .toList();
        List<Double> scores = results.await(
                () -> scheduler.submit(caller, InputType.QUERY, new PairScoring(model.name(), scorer), pairs));
        return new Scores(scores, pairs);
    }

    private static RerankResponse response(RerankRequest request, String model, Scores scores) {
        boolean withDocuments = Boolean.TRUE.equals(request.returnDocuments());
        List<RerankResult> best = IntStream.range(0, scores.values().size())
                .boxed()
                .sorted(Comparator.comparing((Integer index) -> scores.values().get(index), Comparator.reverseOrder()))
                .limit(Objects.requireNonNullElse(request.topN(), Integer.MAX_VALUE))
                .map(index -> new RerankResult(
                        index,
                        scores.values().get(index),
                        withDocuments ? request.documents().get(index) : null))
                .toList();
        return new RerankResponse(UUID.randomUUID().toString(), model, best, scores.usage());
    }
}
