package dev.tamis.cli.search;

import dev.tamis.common.contract.Filter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Conditions that all must hold. Bounds on one attribute become one range, so that of several values one must lie
/// within all of them.
final class Conjunction {

    private final List<Filter> conditions = new ArrayList<>();
    /// By attribute.
    private final Map<String, Filter.Range> ranges = new LinkedHashMap<>();

    void add(Filter condition) {
        conditions.add(condition);
    }

    /// Adds a range; one that bounds what is bounded already stays for itself.
    void addBound(Filter.Range range) {
        Filter.Range known = ranges.putIfAbsent(range.attribute(), range);
        if (known == null) {
            return;
        }
        if (areBoth(known.gt(), range.gt())
                || areBoth(known.gte(), range.gte())
                || areBoth(known.lt(), range.lt())
                || areBoth(known.lte(), range.lte())) {
            conditions.add(range);
            return;
        }
        ranges.put(
                range.attribute(),
                new Filter.Range(
                        range.attribute(),
                        either(known.gt(), range.gt()),
                        either(known.gte(), range.gte()),
                        either(known.lt(), range.lt()),
                        either(known.lte(), range.lte())));
    }

    Filter toFilter() {
        var all = new ArrayList<>(conditions);
        all.addAll(ranges.values());
        return all.size() == 1 ? all.getFirst() : new Filter.All(all);
    }

    private static boolean areBoth(@Nullable Object one, @Nullable Object other) {
        return one != null && other != null;
    }

    private static @Nullable Object either(@Nullable Object one, @Nullable Object other) {
        return one == null ? other : one;
    }
}
