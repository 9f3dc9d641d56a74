package dev.tamis.ranking.event;

import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.common.contract.Texts;
import dev.tamis.common.contract.ranking.Event;
import dev.tamis.support.problem.PropertyPointers;
import jakarta.validation.Validator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Which events are kept.
@Component
class EventRules {

    static final int MOST_EVENTS = 1_000;

    private static final Duration CLOCK_TOLERANCE = Duration.ofHours(24);

    /// Earlier times are mistakes of unit, or numbers that are no time.
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

    private final Validator validator;

    EventRules(Validator validator) {
        this.validator = validator;
    }

    /// What is wrong with them, by event and field; empty if all may be kept.
    List<FieldError> violations(Events sent, Instant now) {
        int count = sent.all().size();
        if (count < 1 || count > MOST_EVENTS) {
            return List.of(new FieldError("#", "has %,d events; send 1 to %,d at once".formatted(count, MOST_EVENTS)));
        }
        var errors = new ArrayList<FieldError>();
        for (int i = 0; i < count; i++) {
            Event event = sent.all().get(i);
            if (event == null) {
                errors.add(new FieldError(sent.pointer(i), "is null; send an event"));
            } else {
                errors.addAll(violations(event, sent.pointer(i), now));
            }
        }
        return errors;
    }

    private List<FieldError> violations(Event event, String at, Instant now) {
        var errors = new ArrayList<FieldError>();
        for (var violation : validator.validate(event)) {
            String path = violation.getPropertyPath().toString();
            errors.add(new FieldError(
                    at + PropertyPointers.pointer(Event.class, path).substring(1), violation.getMessage()));
        }
        checkText(at + "/event_id", event.eventId(), errors);
        checkText(at + "/collection", event.collection(), errors);
        checkText(at + "/object_id", event.objectId(), errors);
        checkText(at + "/client_id", event.clientId(), errors);
        checkText(at + "/session_id", event.sessionId(), errors);
        checkText(at + "/query_id", event.queryId(), errors);
        checkText(at + "/user_query", event.userQuery(), errors);
        checkTime(at + "/timestamp", event.timestamp(), now, errors);
        errors.sort(Comparator.comparing(FieldError::pointer));
        return errors;
    }

    private static void checkText(String pointer, @Nullable String text, List<FieldError> errors) {
        String violation = text == null ? null : Texts.violation(text);
        if (violation != null) {
            errors.add(new FieldError(pointer, violation));
        }
    }

    private static void checkTime(String pointer, @Nullable Instant time, Instant now, List<FieldError> errors) {
        if (time == null) {
            return;
        }
        if (time.isAfter(now.plus(CLOCK_TOLERANCE))) {
            errors.add(new FieldError(
                    pointer,
                    "is more than 24 hours in the future; it is %s here. Send ISO 8601, or seconds since 1970"
                            .formatted(now)));
        } else if (time.isBefore(EARLIEST)) {
            errors.add(new FieldError(
                    pointer,
                    "is %s, before there were such events; send ISO 8601, or seconds since 1970".formatted(time)));
        }
    }
}
