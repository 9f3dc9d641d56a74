package dev.tamis.embedding.schedule;

import dev.tamis.common.contract.embedding.InputType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/// What is seen of the scheduler from outside, per model and kind of text.
final class ScheduleMetrics {

    private final MeterRegistry meters;

    ScheduleMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /// Tells from now on how many tokens wait.
    void watch(ToLongFunction<InputType> waiting) {
        for (InputType type : InputType.values()) {
            Gauge.builder("embedding.queue.tokens", () -> waiting.applyAsLong(type))
                    .description("tokens of texts that wait to be encoded")
                    .tag("input_type", name(type))
                    .register(meters);
        }
    }

    /// A batch was run.
    ///
    /// @param start when it left the queue, by the clock of the texts' arrivals
    void ran(List<? extends Text<?, ?>> batch, long start, long nanos) {
        for (Text<?, ?> text : batch) {
            meters.timer("embedding.queue.duration", tags(text)).record(start - text.arrival, TimeUnit.NANOSECONDS);
        }
        Text<?, ?> first = batch.getFirst();
        Tags tags = tags(first);
        long tokens = 0;
        int longest = 0;
        for (Text<?, ?> text : batch) {
            tokens += text.tokens;
            longest = Math.max(longest, text.tokens);
        }
        meters.timer("embedding.encode.duration", tags).record(nanos, TimeUnit.NANOSECONDS);
        meters.counter("embedding.tokens", tags).increment((double) tokens);
        meters.summary("embedding.batch.size", tags).record(batch.size());
        meters.summary("embedding.padding.share", tags).record(1 - tokens / ((double) longest * batch.size()));
    }

    private static Tags tags(Text<?, ?> text) {
        return Tags.of("model", text.runner.model(), "input_type", name(text.type));
    }

    private static String name(InputType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
