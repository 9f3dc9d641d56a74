package dev.tamis.ranking.event;

import dev.tamis.common.contract.ranking.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/// The body of a request: one event, or an array of them.
///
/// @param all in the order sent; null where the array has one
/// @param array whether they came in an array, so that a pointer to one of them needs its index
@JsonDeserialize(using = EventsReader.class)
record Events(List<@Nullable Event> all, boolean array) {

    Events {
        all = Collections.unmodifiableList(new ArrayList<>(all));
    }

    /// JSON pointer to one of them.
    String pointer(int index) {
        return array ? "#/" + index : "#";
    }
}
