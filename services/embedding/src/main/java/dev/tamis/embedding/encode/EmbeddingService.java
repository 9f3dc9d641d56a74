package dev.tamis.embedding.encode;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.common.contract.embedding.EmbeddingRequest;
import dev.tamis.common.contract.embedding.EmbeddingResponse;
import dev.tamis.common.contract.embedding.EmbeddingResponse.Embedding;
import dev.tamis.common.contract.embedding.EmbeddingResponse.Usage;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.common.contract.embedding.Truncation;
import dev.tamis.embedding.encode.EncodingService.Order;
import dev.tamis.embedding.model.ModelSize;
import dev.tamis.embedding.model.ServedModel;
import dev.tamis.embedding.model.ServedModels;
import dev.tamis.embedding.problem.EmbeddingRefusal.InvalidFields;
import dev.tamis.embedding.tokenize.Tokens;
import dev.tamis.support.problem.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.springframework.stereotype.Service;

/// Answers a request for the vectors of texts.
@Service
class EmbeddingService {

    private final ServedModels models;
    private final EncodingService encodings;

    EmbeddingService(ServedModels models, EncodingService encodings) {
        this.models = models;
        this.encodings = encodings;
    }

    /// The embeddings of the texts, in their order.
    ///
    /// @param caller who asks
    /// @throws RefusedException if the model is unknown or unavailable, a text is invalid, too much waits, or time
    ///     runs out
    EmbeddingResponse embed(EmbeddingRequest request, String caller) {
        ServedModel model = ModelChoice.of(models, request.model());
        refuse(InputRules.violations(request, model.description()));
        ModelSize size = InputRules.size(request, model.description()).orElseThrow();
        InputType type = Objects.requireNonNullElse(request.inputType(), InputType.DOCUMENT);
        var order = new Order(model, size, type, caller);
        List<Tokens> tokens = encodings.tokenize(order, type, request.input());
        if (request.truncate() == Truncation.NONE) {
            refuse(tooLong(model, type, request.input(), tokens));
        }
        int dimensions = Objects.requireNonNullElse(request.dimensions(), size.dimension());
        List<DenseVector> vectors = encodings.encode(order, tokens).stream()
                .map(vector -> Prefixes.cut(vector, dimensions))
                .toList();
        return response(model.name(), vectors, tokens);
    }

    private static void refuse(List<FieldError> violations) {
        if (!violations.isEmpty()) {
            throw new RefusedException(new InvalidFields(violations));
        }
    }

    private List<FieldError> tooLong(ServedModel model, InputType type, List<String> texts, List<Tokens> tokens) {
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).truncated()) {
                errors.add(new FieldError(
                        "#/input/" + i,
                        "has %d tokens; model '%s' reads at most %d, so cut it into parts, or let its end be left out with truncate END"
                                .formatted(
                                        encodings.countTokens(model, type, texts.get(i)),
                                        model.name(),
                                        model.description().maxTokens())));
            }
        }
        return errors;
    }

    private static EmbeddingResponse response(String model, List<DenseVector> vectors, List<Tokens> tokens) {
        List<Embedding> embeddings = IntStream.range(0, vectors.size())
                .mapToObj(i -> new Embedding("embedding", i, vectors.get(i)))
                .toList();
        int count = tokens.stream().mapToInt(Tokens::count).sum();
        int truncated = (int) tokens.stream().filter(Tokens::truncated).count();
        return new EmbeddingResponse("list", embeddings, model, new Usage(count, count, truncated));
    }
}
