package dev.tamis.retrieval.index.attribute;

import dev.tamis.common.contract.Filter;
import java.util.Map;

/// The attributes of items that are numbered by ordinal, 0 to [#size] - 1: which items pass a filter, and how often
/// each value occurs.
///
/// Values are strings, numbers (float64; -0 is 0), booleans and geo points, or lists of these; they mean to a
/// filter what [Filter] says. A value of another type than a filter compares with does not match.
///
/// Sets of ordinals are bits: ordinal `o` is bit `o & 63` of word `o >> 6`, and there are `(count + 63) / 64`
/// words.
public sealed interface Attributes permits SealedAttributes, OpenAttributes {

    /// How many ordinals there are.
    int size();

    /// Which of the first `count` ordinals pass a filter, as bits; those from `count` on are 0.
    ///
    /// @param count at most [#size]
    /// @return `[(count + 63) / 64]`; the caller's to change
    long[] matching(Filter filter, int count);

    /// Adds how often each value of an attribute occurs. An item that has a value several times counts once; geo
    /// points are not counted.
    ///
    /// @param among the ordinals to count, `[(count + 63) / 64]` words or more
    /// @param count only ordinals below are counted; at most [#size]
    void count(String attribute, long[] among, int count, FacetCounter into);

    /// The attributes of one item: `String`, `Double`, `Boolean` or `GeoPoint`, or a list of these in its order.
    Map<String, Object> of(int ordinal);
}
