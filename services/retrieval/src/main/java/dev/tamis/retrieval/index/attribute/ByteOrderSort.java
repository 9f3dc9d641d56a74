package dev.tamis.retrieval.index.attribute;

import java.util.Arrays;

/// Sorts the byte strings of a table, which are all different, by their unsigned bytes: quicksort in three parts on
/// words of eight bytes, whose middle part goes on with the next eight.
///
/// Source: J. Bentley and R. Sedgewick, *Fast Algorithms for Sorting and Searching Strings*, SODA 1997, section 2,
/// with a word in place of a character.
final class ByteOrderSort {

    private static final int FEW = 16;

    /// From this many equal bytes on, plain comparisons: the stack must not grow with the texts.
    private static final int DEEP = 512;

    private final ByteTable table;
    private final long[] words;

    ByteOrderSort(ByteTable table) {
        this.table = table;
        this.words = new long[table.size()];
    }

    /// @param order numbers of the table, at most as many as it has
    void sort(int[] order) {
        sortFrom(0, order, 0, order.length);
    }

    private void sortFrom(int depth, int[] order, int from, int to) {
        if (depth > DEEP) {
            sortByComparing(depth, order, from, to);
            return;
        }
        for (int i = from; i < to; i++) {
            words[i] = table.word(order[i], depth);
        }
        sortWords(depth, order, from, to);
    }

    private void sortWords(int depth, int[] order, int first, int last) {
        int from = first;
        int to = last;
        while (to - from > FEW) {
            int middle = median(depth, order, from, (from + to) >>> 1, to - 1);
            long pivot = words[middle];
            int pivotLeft = left(order[middle], depth);
            int lower = from;
            int higher = to;
            for (int i = from; i < higher; ) {
                int compared = Long.compareUnsigned(words[i], pivot);
                if (compared == 0) { // Zeros after the end are no bytes: the shorter one comes first.
                    compared = Integer.compare(left(order[i], depth), pivotLeft);
                }
                if (compared < 0) {
                    swap(order, i++, lower++);
                } else if (compared > 0) {
                    swap(order, i, --higher);
                } else {
                    i++;
                }
            }
            if (higher - lower > 1) {
                sortFrom(depth + Long.BYTES, order, lower, higher);
            }
            if (lower - from < to - higher) {
                sortWords(depth, order, from, lower);
                from = higher;
            } else {
                sortWords(depth, order, higher, to);
                to = lower;
            }
        }
        sortFew(depth, order, from, to);
    }

    private void sortFew(int depth, int[] order, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int each = order[i];
            int at = i;
            for (; at > from && table.compare(order[at - 1], each, depth) > 0; at--) {
                order[at] = order[at - 1];
            }
            order[at] = each;
        }
    }

    private void sortByComparing(int depth, int[] order, int from, int to) {
        int[] sorted = Arrays.stream(order, from, to)
                .boxed()
                .sorted((one, other) -> table.compare(one, other, depth))
                .mapToInt(Integer::intValue)
                .toArray();
        System.arraycopy(sorted, 0, order, from, sorted.length);
    }

    private int median(int depth, int[] order, int a, int b, int c) {
        int ab = compare(depth, order, a, b);
        int bc = compare(depth, order, b, c);
        if (ab < 0 == bc < 0) {
            return b;
        }
        return ab < 0 == compare(depth, order, a, c) < 0 ? c : a;
    }

    private int compare(int depth, int[] order, int one, int other) {
        int compared = Long.compareUnsigned(words[one], words[other]);
        return compared != 0 ? compared : Integer.compare(left(order[one], depth), left(order[other], depth));
    }

    /// How many bytes a byte string has from a depth on, as far as the word and what follows it tell them apart.
    private int left(int number, int depth) {
        return Math.min(table.length(number) - depth, Long.BYTES + 1);
    }

    private void swap(int[] order, int i, int j) {
        int number = order[i];
        order[i] = order[j];
        order[j] = number;
        long word = words[i];
        words[i] = words[j];
        words[j] = word;
    }
}
