package dev.tamis.gateway.event;

import dev.tamis.common.contract.ranking.Event;
import dev.tamis.common.contract.ranking.EventsAccepted;
import dev.tamis.gateway.client.Relay;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/events")
@Tag(name = "Events")
class EventController {

    private final Relay relay;

    EventController(Relay relay) {
        this.relay = relay;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "sendEvents",
            summary = "Tell what users did",
            description = "One event or an array of them, with the field names of User Behavior Insights. All are kept"
                    + " or none. An event with an event_id counts once, however often it is sent.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = Event.class))),
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "All events are kept",
                            content = @Content(schema = @Schema(implementation = EventsAccepted.class))))
    ResponseEntity<byte[]> send(@RequestBody byte[] body) {
        return relay.events(body);
    }
}
