package dev.tamis.gateway.upgrade;

import dev.tamis.gateway.search.SearchAnswered;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// The queries of a collection as they come, for as long as somebody listens: their texts, a few at a time, in
/// memory alone.
@Component
class LiveQueries {

    private final Map<String, Tap> taps = new ConcurrentHashMap<>();

    @EventListener
    void on(SearchAnswered answered) {
        Tap tap = taps.get(answered.collection());
        if (tap != null) {
            tap.queries.offer(answered);
        }
    }

    /// Listens from now on.
    ///
    /// @param most how many are kept; those that come while it is full are not
    Tap open(String collection, int most) {
        var tap = new Tap(collection, most);
        taps.put(collection, tap);
        return tap;
    }

    final class Tap implements AutoCloseable {

        private final String collection;
        private final BlockingQueue<SearchAnswered> queries;

        private Tap(String collection, int most) {
            this.collection = collection;
            this.queries = new ArrayBlockingQueue<>(Math.max(1, most));
        }

        /// The next one; empty if there is none now.
        Optional<SearchAnswered> poll() {
            return Optional.ofNullable(queries.poll());
        }

        @Override
        public void close() {
            taps.remove(collection, this);
        }
    }
}
