package dev.tamis.retrieval.index.attribute;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.GeoPoint;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One attribute of [OpenAttributes]: a code for each item that says which value of a dictionary it has.
///
/// Codes are 0 for none, `1 + v` for the value with the number `v`, and `-1 - l` for the list with the number `l`.
/// What an array held when its reader's items were published never changes; an array that is full is replaced by a
/// longer copy.
final class OpenColumn {

    private final OpenDictionary dictionary = new OpenDictionary();
    private volatile int[] codes = new int[16];
    private volatile int[][] lists = new int[4][];
    private int listCount;

    /// @param value as [Values#of] has it, or a list of such
    void append(int ordinal, Object value) {
        int code = value instanceof List<?> list
                ? -1 - addList(list.stream().mapToInt(dictionary::add).toArray())
                : 1 + dictionary.add(value);
        int[] codes = this.codes;
        if (ordinal >= codes.length) {
            codes = Arrays.copyOf(codes, Math.max(ordinal + 1, codes.length * 2));
            codes[ordinal] = code;
            this.codes = codes;
        } else {
            codes[ordinal] = code;
        }
    }

    private int addList(int[] list) {
        int[][] lists = this.lists;
        if (listCount == lists.length) {
            lists = Arrays.copyOf(lists, listCount * 2);
        }
        lists[listCount] = list;
        this.lists = lists;
        return listCount++;
    }

    long[] matching(Filter condition, int count) {
        return switch (condition) {
            case Filter.Equal equal -> equal(dictionary.find(equal.equals()), count);
            case Filter.Exists _ -> exists(count);
            default -> select(dictionary.matching(condition), count);
        };
    }

    private long[] equal(int value, int count) {
        long[] bits = Bits.none(count);
        if (value >= 0) {
            int[] codes = this.codes;
            int[][] lists = this.lists;
            for (int o = 0, end = Math.min(count, codes.length); o < end; o++) {
                int code = codes[o];
                if (code == 1 + value || (code < 0 && holds(lists[-1 - code], value))) {
                    Bits.set(bits, o);
                }
            }
        }
        return bits;
    }

    private long[] exists(int count) {
        long[] bits = Bits.none(count);
        int[] codes = this.codes;
        int[][] lists = this.lists;
        for (int o = 0, end = Math.min(count, codes.length); o < end; o++) {
            int code = codes[o];
            if (code > 0 || (code < 0 && lists[-1 - code].length > 0)) {
                Bits.set(bits, o);
            }
        }
        return bits;
    }

    private long[] select(long[] values, int count) {
        long[] bits = Bits.none(count);
        int[] codes = this.codes;
        int[][] lists = this.lists;
        for (int o = 0, end = Math.min(count, codes.length); o < end; o++) {
            int code = codes[o];
            if (code > 0 ? Bits.has(values, code - 1) : code < 0 && holdsOne(lists[-1 - code], values)) {
                Bits.set(bits, o);
            }
        }
        return bits;
    }

    private static boolean holds(int[] list, int value) {
        for (int each : list) {
            if (each == value) {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsOne(int[] list, long[] values) {
        for (int each : list) {
            if (Bits.has(values, each)) {
                return true;
            }
        }
        return false;
    }

    ValueCounts count(long[] among, int count) {
        int[] codes = this.codes;
        int[][] lists = this.lists;
        int[] counts = new int[dictionary.size()];
        int[] lastSeen = new int[counts.length];
        int end = Math.min(count, codes.length);
        for (int w = 0; w < Bits.words(end); w++) {
            for (long left = among[w]; left != 0; left &= left - 1) {
                int o = (w << 6) + Long.numberOfTrailingZeros(left);
                if (o >= end) {
                    break;
                }
                int code = codes[o];
                if (code > 0) {
                    counts[code - 1]++;
                } else if (code < 0) {
                    for (int value : lists[-1 - code]) {
                        if (lastSeen[value] != 1 + o) {
                            lastSeen[value] = 1 + o;
                            counts[value]++;
                        }
                    }
                }
            }
        }
        return sorted(counts);
    }

    private ValueCounts sorted(int[] counts) {
        Object[] values = dictionary.values();
        int[] order = IntStream.range(0, counts.length)
                .filter(value -> counts[value] > 0 && !(values[value] instanceof GeoPoint))
                .boxed()
                .sorted((one, other) -> Values.ORDER.compare(values[one], values[other]))
                .mapToInt(Integer::intValue)
                .toArray();
        return new ValueCounts() {
            private int at = -1;

            @Override
            public boolean next() {
                return ++at < order.length;
            }

            @Override
            public Object value() {
                return values[order[at]];
            }

            @Override
            public long count() {
                return counts[order[at]];
            }
        };
    }

    @Nullable
    Object of(int ordinal) {
        int[] codes = this.codes;
        int code = ordinal < codes.length ? codes[ordinal] : 0;
        if (code == 0) {
            return null;
        }
        Object[] values = dictionary.values();
        return code > 0
                ? values[code - 1]
                : Arrays.stream(lists[-1 - code])
                        .mapToObj(value -> values[value])
                        .toList();
    }
}
