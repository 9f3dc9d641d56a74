package dev.tamis.embedding.encode;

import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.embedding.model.EncodedText;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// Counts what is encoded, per model and type of input.
@Component
class EncodingMetrics {

    private final MeterRegistry meters;

    EncodingMetrics(MeterRegistry meters, EncodingWorkers workers) {
        this.meters = meters;
        Gauge.builder("embedding.queue.size", workers, EncodingWorkers::waiting)
                .description("texts waiting for a worker")
                .register(meters);
    }

    /// One text was encoded; its wait for a worker is not in the duration.
    void encoded(String model, InputType type, EncodedText text, long nanos) {
        var tags = Tags.of("model", model, "input_type", type.name().toLowerCase(Locale.ROOT));
        meters.timer("embedding.encode.duration", tags).record(nanos, TimeUnit.NANOSECONDS);
        meters.counter("embedding.tokens", tags).increment(text.tokens());
        meters.counter("embedding.inputs.truncated", tags).increment(text.truncated() ? 1 : 0);
    }
}
