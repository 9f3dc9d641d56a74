package dev.tamis.ranking.event;

import dev.tamis.common.contract.ranking.Event;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Events in PostgreSQL.
@Repository
class EventStore {

    /// One statement, hence one transaction: the events that are new, and their counts.
    ///
    /// Both inserts lock their rows in the order of their keys, and all event rows before any count, so that
    /// requests with common events or items wait for each other and never in a circle. An id that comes twice
    /// in one request keeps the event that came first.
    private static final String ADD = """
            WITH sent AS (
                SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                                     ?::timestamptz[], ?::integer[])
                    WITH ORDINALITY AS sent (collection, event_id, action_name, object_id, client_id, session_id, query_id,
                                             user_query, happened_at, position, place)
            ), added AS (
                INSERT INTO event (collection, event_id, action_name, object_id, client_id, session_id, query_id,
                                   user_query, happened_at, position)
                SELECT collection, event_id, action_name, object_id, client_id, session_id, query_id,
                       user_query, happened_at, position
                FROM sent
                ORDER BY collection, event_id, place
                ON CONFLICT (collection, event_id) DO NOTHING
                RETURNING collection, object_id, (happened_at AT TIME ZONE 'UTC')::date AS day, action_name
            ), counted AS (
                INSERT INTO item_activity (collection, object_id, day, action_name, count)
                SELECT collection, object_id, day, action_name, count(*)
                FROM added
                GROUP BY collection, object_id, day, action_name
                ORDER BY collection, object_id, day, action_name
                ON CONFLICT (collection, object_id, day, action_name)
                    DO UPDATE SET count = item_activity.count + EXCLUDED.count
            )
            SELECT count(*) FROM added
            """;

    private final JdbcClient jdbc;

    EventStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Keeps the events whose ids are new in their collections, and counts them.
    ///
    /// @param events with id and time
    /// @return how many were new
    int add(List<Event> events) {
        return jdbc.sql(ADD)
                .param(texts(events, Event::collection))
                .param(texts(events, Event::eventId))
                .param(texts(events, event -> event.actionName().name().toLowerCase(Locale.ROOT)))
                .param(texts(events, Event::objectId))
                .param(texts(events, Event::clientId))
                .param(texts(events, Event::sessionId))
                .param(texts(events, Event::queryId))
                .param(texts(events, Event::userQuery))
                .param(texts(events, event -> Objects.toString(event.timestamp())))
                .param(events.stream().map(Event::position).toArray(Integer[]::new))
                .query(Integer.class)
                .single();
    }

    private static @Nullable String[] texts(List<Event> events, Function<Event, @Nullable String> column) {
        return events.stream().map(column).toArray(String[]::new);
    }
}
