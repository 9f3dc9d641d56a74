package dev.tamis.retrieval.index.attribute;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.GeoPoint;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The values of an attribute of [OpenAttributes], numbered as they came. One thread adds; any number read
/// meanwhile.
///
/// Each value has a key of 64 bits that is ordered, unsigned, like the values of its type: comparing bounds with
/// keys decides nearly every comparison without a look at the value.
final class OpenDictionary {

    private final Map<Object, Integer> numbers = new ConcurrentHashMap<>();
    private volatile Object[] values = new Object[16];
    private volatile long[] keys = new long[16];
    private volatile int size;

    /// The number of a value, which is added if it is not there.
    int add(Object value) {
        Integer known = numbers.get(value);
        if (known != null) {
            return known;
        }
        int number = size;
        if (number == values.length) {
            values = Arrays.copyOf(values, number * 2);
            keys = Arrays.copyOf(keys, number * 2);
        }
        values[number] = value;
        keys[number] = key(value);
        numbers.put(value, number);
        size = number + 1;
        return number;
    }

    /// How many values there are, or more than there were when the reader's items were published.
    int size() {
        return size;
    }

    /// By number; as many are not null as [#size] said before.
    Object[] values() {
        return values;
    }

    /// The number of a value, or -1.
    int find(Object value) {
        return numbers.getOrDefault(Values.of(value), -1);
    }

    /// Which values fulfil a condition, as bits.
    long[] matching(Filter condition) {
        int count = size;
        return switch (condition) {
            case Filter.In in -> {
                long[] bits = Bits.none(count);
                for (Object each : in.in()) {
                    int number = find(each);
                    if (number >= 0 && number < count) {
                        Bits.set(bits, number);
                    }
                }
                yield bits;
            }
            case Filter.Range range -> within(Interval.of(range), count);
            case Filter.Prefix prefix -> within(Interval.of(prefix), count);
            case Filter.GeoRadius circle -> within(new Circle(circle), count);
            default -> throw new IllegalArgumentException("no condition on a value: " + condition);
        };
    }

    private long[] within(Interval interval, int count) {
        return switch (interval) {
            case Interval.Nothing() -> Bits.none(count);
            case Interval.Numbers(double low, double high) -> {
                long lowKey = ValueBytes.sortable(low);
                long highKey = ValueBytes.sortable(high);
                long[] bits = Bits.none(count);
                Object[] values = this.values;
                long[] keys = this.keys;
                for (int i = 0; i < count; i++) {
                    if (Long.compareUnsigned(keys[i], lowKey) >= 0
                            && Long.compareUnsigned(keys[i], highKey) <= 0
                            && values[i] instanceof Double) {
                        Bits.set(bits, i);
                    }
                }
                yield bits;
            }
            case Interval.Strings(byte[] from, byte[] to) -> strings(from, to, count);
        };
    }

    private long[] strings(byte @Nullable [] from, byte @Nullable [] to, int count) {
        long fromKey = from == null ? 0 : key(from);
        long toKey = to == null ? -1 : key(to);
        long[] bits = Bits.none(count);
        Object[] values = this.values;
        long[] keys = this.keys;
        for (int i = 0; i < count; i++) {
            long key = keys[i];
            if (Long.compareUnsigned(key, fromKey) >= 0
                    && Long.compareUnsigned(key, toKey) <= 0
                    && values[i] instanceof String string
                    && (from == null || key != fromKey || Arrays.compareUnsigned(Values.utf8(string), from) >= 0)
                    && (to == null || key != toKey || Arrays.compareUnsigned(Values.utf8(string), to) < 0)) {
                Bits.set(bits, i);
            }
        }
        return bits;
    }

    private long[] within(Circle circle, int count) {
        long south = ValueBytes.sortable(circle.south);
        long north = ValueBytes.sortable(circle.north);
        long[] bits = Bits.none(count);
        Object[] values = this.values;
        long[] keys = this.keys;
        for (int i = 0; i < count; i++) {
            if (Long.compareUnsigned(keys[i], south) >= 0
                    && Long.compareUnsigned(keys[i], north) <= 0
                    && values[i] instanceof GeoPoint point
                    && circle.holds(point.lat(), point.lon())) {
                Bits.set(bits, i);
            }
        }
        return bits;
    }

    private static long key(Object value) {
        return switch (value) {
            case String string -> key(Values.utf8(string));
            case Double number -> ValueBytes.sortable(number);
            case GeoPoint point -> ValueBytes.sortable(point.lat());
            default -> 0;
        };
    }

    /// The first eight bytes; shorter texts end in zeros.
    private static long key(byte[] utf8) {
        long key = 0;
        for (int i = 0; i < 8; i++) {
            key = key << 8 | (i < utf8.length ? utf8[i] & 0xFF : 0);
        }
        return key;
    }
}
