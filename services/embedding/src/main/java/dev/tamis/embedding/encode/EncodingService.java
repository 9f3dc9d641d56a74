package dev.tamis.embedding.encode;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.embedding.model.ModelSize;
import dev.tamis.embedding.model.ServedModel;
import dev.tamis.embedding.model.TextEncoder;
import dev.tamis.embedding.schedule.Results;
import dev.tamis.embedding.schedule.Scheduler;
import dev.tamis.embedding.tokenize.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Service;

/// Encodes texts in the scheduler's turns, and queries only if they were not encoded lately.
@Service
public class EncodingService {

    private final Scheduler scheduler;
    private final Results results;
    private final QueryCache cache;
    private final MeterRegistry meters;

    EncodingService(Scheduler scheduler, Results results, QueryCache cache, MeterRegistry meters) {
        this.scheduler = scheduler;
        this.results = results;
        this.cache = cache;
        this.meters = meters;
    }

    /// Who wants texts encoded by what.
    ///
    /// @param urgency queries go first; a document that is reranked is as urgent as its query
    /// @param caller see [dev.tamis.support.http.CallerName]
    public record Order(ServedModel model, ModelSize size, InputType urgency, String caller) {}

    /// The tokens of texts, in their order. Texts that are too long are cut.
    ///
    /// @param type decides on the prefix
    /// @throws dev.tamis.support.problem.RefusedException if the model cannot be used, or so much waits that it
    ///     makes no sense to begin
    public List<Tokens> tokenize(Order order, InputType type, List<String> texts) {
        results.refuseIfFull(order.caller(), order.urgency());
        TextEncoder encoder = encoder(order.model());
        List<Tokens> tokens =
                texts.stream().map(text -> encoder.tokenize(text, type)).toList();
        long truncated = tokens.stream().filter(Tokens::truncated).count();
        meters.counter(
                        "embedding.inputs.truncated",
                        "model",
                        order.model().name(),
                        "input_type",
                        type.name().toLowerCase(Locale.ROOT))
                .increment((double) truncated);
        return tokens;
    }

    /// Tokens of a text before it is cut.
    int countTokens(ServedModel model, InputType type, String text) {
        return encoder(model).countTokens(text, type);
    }

    /// The vectors of texts, in their order: of norm 1, with all floats of their size.
    ///
    /// @throws dev.tamis.support.problem.RefusedException if too much waits, time runs out, or the service stops
    public List<DenseVector> encode(Order order, List<Tokens> texts) {
        var encoding = new Encoding(order.model().name(), encoder(order.model()), order.size());
        return results.await(() -> switch (order.urgency()) {
            case DOCUMENT -> scheduler.submit(order.caller(), InputType.DOCUMENT, encoding, texts);
            case QUERY ->
                cache.get(
                        order.model().name(),
                        order.size().name(),
                        texts,
                        missing -> scheduler.submit(order.caller(), InputType.QUERY, encoding, missing));
        });
    }

    private static TextEncoder encoder(ServedModel model) {
        return ModelChoice.loaded(model, model::encoder);
    }
}
