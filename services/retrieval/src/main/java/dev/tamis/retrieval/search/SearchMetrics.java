package dev.tamis.retrieval.search;

import dev.tamis.retrieval.collection.CollectionDeleted;
import dev.tamis.retrieval.collection.CollectionRef;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Counts the time of searches by collection, mode and stage. What is counted of a collection goes with it.
@Component
class SearchMetrics {

    private static final String DURATION = "retrieval.search.duration";

    private final MeterRegistry meters;

    SearchMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void record(CollectionRef collection, Question question, Stages stages) {
        String mode = question.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        stages.nanos()
                .forEach((stage, nanos) -> meters.timer(
                                DURATION, "collection", collection.name(), "mode", mode, "stage", stage)
                        .record(Duration.ofNanos(nanos)));
    }

    @EventListener
    void on(CollectionDeleted deleted) {
        meters.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith("retrieval."))
                .filter(meter ->
                        deleted.collection().name().equals(meter.getId().getTag("collection")))
                .forEach(meters::remove);
    }
}
