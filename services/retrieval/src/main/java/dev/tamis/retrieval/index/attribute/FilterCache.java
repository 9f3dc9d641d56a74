package dev.tamis.retrieval.index.attribute;

import dev.tamis.common.contract.Filter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The bits of the filters that were asked for last, so that one which stays the same from query to query is
/// evaluated once. For any number of threads.
final class FilterCache {

    /// A rough guess of what a filter and its place in here take by themselves.
    private static final int BYTES_PER_VALUE = 64;

    private final long maxBytes;
    private final Map<Filter, long[]> bits = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    FilterCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// A copy of the bits of a filter, or null if they are not here.
    long @Nullable [] find(Filter filter) {
        long[] found = touch(filter);
        return found == null ? null : found.clone();
    }

    private synchronized long @Nullable [] touch(Filter filter) {
        return bits.get(filter);
    }

    /// Keeps a copy, in place of others that were not asked for lately.
    void add(Filter filter, long[] matching) {
        long size = size(filter, matching);
        if (size <= maxBytes / 4) {
            keep(filter, matching.clone(), size);
        }
    }

    private synchronized void keep(Filter filter, long[] matching, long size) {
        if (bits.putIfAbsent(filter, matching) != null) {
            return;
        }
        bytes += size;
        Iterator<Map.Entry<Filter, long[]>> oldest = bits.entrySet().iterator();
        while (bytes > maxBytes) {
            Map.Entry<Filter, long[]> each = oldest.next();
            bytes -= size(each.getKey(), each.getValue());
            oldest.remove();
        }
    }

    private static long size(Filter filter, long[] matching) {
        return matching.length * (long) Long.BYTES + size(filter);
    }

    private static long size(Filter filter) {
        return BYTES_PER_VALUE
                + switch (filter) {
                    case Filter.All(List<Filter> parts) ->
                        parts.stream().mapToLong(FilterCache::size).sum();
                    case Filter.Any(List<Filter> parts) ->
                        parts.stream().mapToLong(FilterCache::size).sum();
                    case Filter.Not(Filter part) -> size(part);
                    case Filter.Equal equal -> size(equal.equals());
                    case Filter.In in ->
                        in.in().stream().mapToLong(FilterCache::size).sum();
                    case Filter.Range range ->
                        size(range.gt()) + size(range.gte()) + size(range.lt()) + size(range.lte());
                    case Filter.Exists _ -> 0;
                    case Filter.Prefix prefix -> size(prefix.prefix());
                    case Filter.GeoRadius _ -> 0;
                };
    }

    private static long size(@Nullable Object value) {
        return BYTES_PER_VALUE + (value instanceof String string ? 2L * string.length() : 0);
    }
}
