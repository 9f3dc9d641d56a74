package dev.tamis.ranking.event;

import dev.tamis.common.contract.ranking.Event;
import dev.tamis.common.contract.ranking.EventsAccepted;
import dev.tamis.ranking.problem.RankingRefusal.InvalidFields;
import dev.tamis.support.problem.RefusedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;

/// Keeps the events of a request, each once, or none of them if one is not as it should be.
@Service
class EventService {

    private final EventRules rules;
    private final EventStore store;
    private final Clock clock;
    private final Counter accepted;

    EventService(EventRules rules, EventStore store, Clock clock, MeterRegistry meters) {
        this.rules = rules;
        this.store = store;
        this.clock = clock;
        this.accepted = Counter.builder("ranking.events.accepted")
                .description("events kept, not counting those that were known already")
                .register(meters);
    }

    /// @throws RefusedException if there are none or too many, or any of them is invalid
    EventsAccepted accept(Events sent) {
        Instant now = clock.instant();
        var errors = rules.violations(sent, now);
        if (!errors.isEmpty()) {
            throw new RefusedException(new InvalidFields(errors));
        }
        List<Event> complete = sent.all().stream()
                .map(Objects::requireNonNull)
                .map(event -> complete(event, now))
                .toList();
        int added = store.add(complete);
        accepted.increment(added);
        return new EventsAccepted(added, complete.size() - added);
    }

    private static Event complete(Event event, Instant now) {
        return new Event(
                Objects.requireNonNullElseGet(
                        event.eventId(), () -> UUID.randomUUID().toString()),
                event.collection(),
                event.actionName(),
                event.objectId(),
                event.clientId(),
                event.sessionId(),
                event.queryId(),
                event.userQuery(),
                Objects.requireNonNullElse(event.timestamp(), now),
                event.position());
    }
}
