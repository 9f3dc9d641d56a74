package dev.tamis.retrieval.index.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The last queries that were asked, to measure with.
final class QuerySample {

    /// Queries from which on they say more than items in their place.
    static final int ENOUGH = 64;

    private static final int MOST = 512;
    /// How many times as many queries make it worth to measure again.
    private static final int GROWTH = 4;

    private final AtomicReferenceArray<@Nullable QueryForm> last = new AtomicReferenceArray<>(MOST);
    private final AtomicLong asked = new AtomicLong();
    private volatile long measuredAt;

    void offer(QueryForm query) {
        last.lazySet((int) (asked.getAndIncrement() % MOST), query);
    }

    /// One of them at random; null before the first.
    @Nullable
    QueryForm any() {
        int there = (int) Math.min(MOST, asked.get());
        return there == 0 ? null : last.get(ThreadLocalRandom.current().nextInt(there));
    }

    /// Whether so many queries were asked since [#taken] that it is worth to measure again.
    boolean isNew() {
        return asked.get() >= Math.max(ENOUGH, GROWTH * measuredAt);
    }

    /// Some of the queries, at norm 1; none as long as there are too few.
    List<float[]> taken() {
        long now = asked.get();
        if (now < ENOUGH) {
            return List.of();
        }
        measuredAt = now;
        var queries = new ArrayList<float[]>();
        for (int i = 0; i < MOST && queries.size() < Calibrator.QUERIES; i++) {
            QueryForm query = last.get(i);
            if (query != null) {
                queries.add(query.unit);
            }
        }
        return queries;
    }
}
