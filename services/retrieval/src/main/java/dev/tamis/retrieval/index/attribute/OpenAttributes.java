package dev.tamis.retrieval.index.attribute;

import dev.tamis.common.contract.Filter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// Attributes that grow by one item after the other.
///
/// One thread at a time appends; any number read meanwhile, without locks. A reader says how many items it knows of
/// and sees these as they were appended, and no others.
public final class OpenAttributes implements Attributes {

    private final Map<String, OpenColumn> columns = new ConcurrentHashMap<>();
    private volatile int size;

    /// Appends an item; its ordinal is the size before.
    ///
    /// @param attributes a string, number, boolean or geo point (a map of `lat` and `lon` too), or a list of these
    /// @throws IllegalArgumentException if a value is of no such type; nothing is appended then
    public void append(Map<String, Object> attributes) {
        int ordinal = size;
        Values.ofRow(attributes)
                .forEach((name, value) -> columns.computeIfAbsent(name, ignored -> new OpenColumn())
                        .append(ordinal, value));
        size = ordinal + 1; // Everything above is visible to whoever reads this.
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long[] matching(Filter filter, int count) {
        Objects.checkFromToIndex(0, count, size);
        return FilterBits.of(filter, count, condition -> {
            OpenColumn column = columns.get(FilterBits.attribute(condition));
            return column == null ? Bits.none(count) : column.matching(condition, count);
        });
    }

    @Override
    public void count(String attribute, long[] among, int count, FacetCounter into) {
        Objects.checkFromToIndex(0, count, size);
        OpenColumn column = columns.get(attribute);
        if (column != null) {
            into.add(column.count(among, count));
        }
    }

    @Override
    public Map<String, Object> of(int ordinal) {
        Objects.checkIndex(ordinal, size);
        var attributes = new LinkedHashMap<String, Object>();
        columns.forEach((name, column) -> {
            Object value = column.of(ordinal);
            if (value != null) {
                attributes.put(name, value);
            }
        });
        return attributes;
    }
}
