package dev.tamis.retrieval.index.attribute;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Collects one attribute of items and turns it into the blocks of a sealed column.
final class ColumnBuilder {

    private final String name;
    private final ByteTable values = new ByteTable();

    /// Numbers of values, 4 bytes each.
    private final ByteTable lists = new ByteTable();

    /// Ordinal times 2^32, plus `1 + number of the value`, or `-1 - number of the list` as an unsigned int.
    private long[] rows = new long[16];

    private int size;

    ColumnBuilder(String name) {
        this.name = name;
    }

    /// @param value as [Values#of] has it, or a list of such
    void add(int ordinal, Object value) {
        int code = value instanceof List<?> list ? -1 - addList(list) : 1 + values.add(ValueBytes.of(value));
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, size + (size >> 1));
        }
        rows[size++] = (long) ordinal << 32 | Integer.toUnsignedLong(code);
    }

    private int addList(List<?> list) {
        ByteBuffer numbers = ByteBuffer.allocate(list.size() * Integer.BYTES);
        list.forEach(each -> numbers.putInt(values.add(ValueBytes.of(each))));
        return lists.add(numbers.array());
    }

    /// @param count of all ordinals
    Map<Block, Block.Content> blocks(int count) {
        sortRows();
        var blocks = new EnumMap<Block, Block.Content>(Block.class);
        blocks.put(Block.NAME, Block.Content.of(Values.utf8(name)));
        int[] order = values.sorted();
        putValues(order, blocks);

        int[] rankOf = new int[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            rankOf[order[rank]] = rank;
        }
        int[][] ranksOfLists = new int[lists.size()][];
        Arrays.setAll(ranksOfLists, list -> ranks(list, rankOf));
        putLists(ranksOfLists, blocks);

        int[] ordinals = new int[size];
        int[] codes = new int[size];
        for (int i = 0; i < size; i++) {
            int code = (int) rows[i];
            ordinals[i] = (int) (rows[i] >>> 32);
            codes[i] = code > 0 ? 1 + rankOf[code - 1] : order.length - code;
        }
        rows = new long[0];
        new PostingsBuilder(order.length, ranksOfLists).put(ordinals, codes, count, blocks);
        putCodes(ordinals, codes, order.length + ranksOfLists.length, count, blocks);
        return blocks;
    }

    private void sortRows() {
        boolean ascending = true;
        for (int i = 1; i < size; i++) {
            ascending &= rows[i - 1] < rows[i];
        }
        if (!ascending) {
            Arrays.sort(rows, 0, size);
        }
        for (int i = 1; i < size; i++) {
            if (rows[i - 1] >>> 32 == rows[i] >>> 32) {
                throw new IllegalArgumentException("ordinal %d was added twice".formatted(rows[i] >>> 32));
            }
        }
    }

    private void putValues(int[] order, Map<Block, Block.Content> blocks) {
        int numbersFrom = firstOf(ValueBytes.NUMBER, order);
        int stringsFrom = firstOf(ValueBytes.STRING, order);
        int pointsFrom = firstOf(ValueBytes.POINT, order);
        byte[] booleans = new byte[numbersFrom];
        for (int i = 0; i < booleans.length; i++) {
            booleans[i] = values.get(order[i])[1];
        }
        blocks.put(Block.BOOLEANS, Block.Content.of(booleans));
        blocks.put(Block.NUMBERS, doubles(order, numbersFrom, stringsFrom, 1));
        blocks.put(Block.LATITUDES, doubles(order, pointsFrom, order.length, 1));
        blocks.put(Block.LONGITUDES, doubles(order, pointsFrom, order.length, 1 + Double.BYTES));
        if (stringsFrom < pointsFrom) {
            putTexts(Arrays.copyOfRange(order, stringsFrom, pointsFrom), blocks);
        }
    }

    private int firstOf(byte type, int[] order) {
        int low = 0;
        int high = order.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values.first(order[middle]) < type) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Block.Content doubles(int[] order, int from, int to, int at) {
        double[] doubles = new double[to - from];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = ValueBytes.number(values.word(order[from + i], at));
        }
        return Block.Content.of(doubles);
    }

    private void putTexts(int[] strings, Map<Block, Block.Content> blocks) {
        long[] starts = new long[strings.length + 1];
        for (int i = 0; i < strings.length; i++) {
            starts[i + 1] = starts[i] + values.length(strings[i]) - 1;
        }
        long bytes = starts[strings.length];
        if (bytes <= Integer.MAX_VALUE) {
            int[] narrow = new int[starts.length];
            Arrays.setAll(narrow, i -> (int) starts[i]);
            blocks.put(Block.TEXT_STARTS, Block.Content.of(narrow));
        } else {
            blocks.put(Block.WIDE_TEXT_STARTS, Block.Content.of(starts));
        }
        blocks.put(Block.TEXT, new Block.Content() {
            @Override
            public long bytes() {
                return bytes;
            }

            @Override
            public void writeTo(MemorySegment block) {
                long at = 0;
                for (int number : strings) {
                    values.copy(number, 1, block, at);
                    at += values.length(number) - 1;
                }
            }
        });
    }

    private int[] ranks(int list, int[] rankOf) {
        ByteBuffer numbers = ByteBuffer.wrap(lists.get(list));
        int[] ranks = new int[numbers.remaining() / Integer.BYTES];
        Arrays.setAll(ranks, i -> rankOf[numbers.getInt()]);
        return ranks;
    }

    private static void putLists(int[][] lists, Map<Block, Block.Content> blocks) {
        int[] starts = new int[lists.length + 1];
        for (int i = 0; i < lists.length; i++) {
            starts[i + 1] = Math.addExact(starts[i], lists[i].length);
        }
        int[] ranks = new int[starts[lists.length]];
        for (int i = 0; i < lists.length; i++) {
            System.arraycopy(lists[i], 0, ranks, starts[i], lists[i].length);
        }
        blocks.put(Block.LIST_STARTS, Block.Content.of(starts));
        blocks.put(Block.LIST_RANKS, Block.Content.of(ranks));
    }

    /// Where few items have the attribute, only theirs; otherwise those of all, so that they are found by ordinal.
    private static void putCodes(
            int[] ordinals, int[] codes, int highest, int count, Map<Block, Block.Content> blocks) {
        int[] all = codes;
        if (ordinals.length < count / 4) {
            blocks.put(Block.ROWS, Block.Content.of(ordinals));
        } else {
            all = new int[count];
            for (int i = 0; i < ordinals.length; i++) {
                all[ordinals[i]] = codes[i];
            }
        }
        blocks.put(Block.CODES, narrow(all, highest));
    }

    private static Block.Content narrow(int[] codes, int highest) {
        if (highest < 1 << Byte.SIZE) {
            byte[] bytes = new byte[codes.length];
            for (int i = 0; i < codes.length; i++) {
                bytes[i] = (byte) codes[i];
            }
            return Block.Content.of(bytes);
        }
        if (highest < 1 << Short.SIZE) {
            short[] shorts = new short[codes.length];
            for (int i = 0; i < codes.length; i++) {
                shorts[i] = (short) codes[i];
            }
            return Block.Content.of(shorts);
        }
        return Block.Content.of(codes);
    }
}
