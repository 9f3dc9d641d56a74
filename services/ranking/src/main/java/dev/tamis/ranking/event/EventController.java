package dev.tamis.ranking.event;

import dev.tamis.common.contract.ranking.EventsAccepted;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Takes one event or an array of 1 to 1,000, all or none of them; what is answered with 200 is committed.
///
/// Whoever gets no answer, or a 503, may send the same again: events with an `event_id` count once.
@RestController
@RequestMapping("/v1/events")
class EventController {

    private final EventService events;

    EventController(EventService events) {
        this.events = events;
    }

    @PostMapping
    EventsAccepted accept(@RequestBody Events sent) {
        return events.accept(sent);
    }
}
