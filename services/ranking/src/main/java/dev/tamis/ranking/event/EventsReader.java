package dev.tamis.ranking.event;

import dev.tamis.common.contract.ranking.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;

/// Tells one event from an array of them by the first token, so that each is read, and its mistakes are placed,
/// as it stands.
final class EventsReader extends ValueDeserializer<Events> {

    @Override
    public Events deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            return new Events(List.of(context.readValue(parser, Event.class)), false);
        }
        JavaType events = context.getTypeFactory().constructCollectionType(List.class, Event.class);
        List<@Nullable Event> all = context.readValue(parser, events);
        return new Events(all, true);
    }
}
