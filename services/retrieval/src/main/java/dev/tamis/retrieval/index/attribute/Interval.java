package dev.tamis.retrieval.index.attribute;

import dev.tamis.common.contract.Filter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Values between bounds.
sealed interface Interval {

    /// Numbers from `low` to `high`, both within.
    record Numbers(double low, double high) implements Interval {}

    /// Strings whose UTF-8 bytes, compared unsigned, are `from` or more and less than `to`; a bound that is missing
    /// bounds nothing.
    ///
    /// The string next above another one is that one and a zero byte, so that every bound has this form.
    @SuppressWarnings("ArrayRecordComponent")
    record Strings(byte @Nullable [] from, byte @Nullable [] to) implements Interval {}

    /// No value at all.
    record Nothing() implements Interval {}

    /// The values between the bounds of a range.
    static Interval of(Filter.Range range) {
        boolean numbers = isAbsentOr(Number.class, range);
        boolean strings = isAbsentOr(String.class, range);
        return numbers ? numbers(range) : strings ? strings(range) : new Nothing();
    }

    /// The strings with a prefix. No byte of UTF-8 is 255, so that its last one has a next.
    static Interval of(Filter.Prefix prefix) {
        byte[] from = Values.utf8(prefix.prefix());
        if (from.length == 0) {
            return new Strings(null, null);
        }
        byte[] to = from.clone();
        to[to.length - 1]++;
        return new Strings(from, to);
    }

    private static boolean isAbsentOr(Class<?> type, Filter.Range range) {
        return (range.gt() == null || type.isInstance(range.gt()))
                && (range.gte() == null || type.isInstance(range.gte()))
                && (range.lt() == null || type.isInstance(range.lt()))
                && (range.lte() == null || type.isInstance(range.lte()));
    }

    private static Interval numbers(Filter.Range range) {
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        if (range.gte() instanceof Number bound) {
            low = bound.doubleValue() + 0.0;
        }
        if (range.gt() instanceof Number bound) {
            low = Math.max(low, Math.nextUp(bound.doubleValue()) + 0.0);
        }
        if (range.lte() instanceof Number bound) {
            high = bound.doubleValue() + 0.0;
        }
        if (range.lt() instanceof Number bound) {
            high = Math.min(high, Math.nextDown(bound.doubleValue()) + 0.0);
        }
        return low > high ? new Nothing() : new Numbers(low, high);
    }

    private static Interval strings(Filter.Range range) {
        byte[] from = higher(bytes(range.gte(), false), bytes(range.gt(), true));
        byte[] to = lower(bytes(range.lt(), false), bytes(range.lte(), true));
        return from != null && to != null && Arrays.compareUnsigned(from, to) >= 0
                ? new Nothing()
                : new Strings(from, to);
    }

    /// The UTF-8 bytes of a bound, or of what comes next after it.
    private static byte @Nullable [] bytes(@Nullable Object bound, boolean next) {
        if (!(bound instanceof String string)) {
            return null;
        }
        byte[] bytes = Values.utf8(string);
        return next ? Arrays.copyOf(bytes, bytes.length + 1) : bytes;
    }

    private static byte @Nullable [] higher(byte @Nullable [] one, byte @Nullable [] other) {
        return one == null || (other != null && Arrays.compareUnsigned(other, one) > 0) ? other : one;
    }

    private static byte @Nullable [] lower(byte @Nullable [] one, byte @Nullable [] other) {
        return one == null || (other != null && Arrays.compareUnsigned(other, one) < 0) ? other : one;
    }
}
