package dev.tamis.retrieval.index.attribute;

import dev.tamis.common.contract.Filter;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// One attribute of [SealedAttributes].
///
/// Ranks are in the order of the values, so that a range or a prefix is one run of ranks, whose postings lie side
/// by side: no bit-sliced index beside them is needed.
final class SealedColumn {

    /// Steps that an entry of a list takes when the codes of all ordinals are read.
    private static final int ENTRY_COST = 2;

    private final int count;
    private final SealedDictionary dictionary;
    private final Codes codes;
    private final Postings postings;
    private final MemorySegment present;
    private final MemorySegment listStarts;
    private final MemorySegment listRanks;
    private final int lists;

    SealedColumn(MemorySegment section, int column, int count) {
        this.count = count;
        this.dictionary = new SealedDictionary(section, column);
        this.codes = new Codes(section, column, count);
        this.postings = new Postings(section, column);
        this.present = Block.PRESENT.of(section, column);
        this.listStarts = Block.LIST_STARTS.of(section, column);
        this.listRanks = Block.LIST_RANKS.of(section, column);
        this.lists = (int) (listStarts.byteSize() / Integer.BYTES) - 1;
    }

    /// The ordinals that fulfil a condition: those of the ranks that do, or, where that is less to read and each
    /// has one value, all but those of the other ranks, or those whose codes do.
    long[] matching(Filter condition) {
        if (condition instanceof Filter.Exists) {
            return present();
        }
        long[] bits = Bits.none(count);
        RankSet ranks = dictionary.matching(condition);
        long cost = Math.min(postings.cost(ranks, count), codesCost());
        if (ranks.runs() == 1 && lists == 0) {
            RankSet others = ranks.others(dictionary.size());
            if (postings.cost(others, count) < cost) {
                postings.select(others, bits);
                Bits.subtractFrom(present(), bits);
                return bits;
            }
        }
        if (cost < codesCost()) {
            postings.select(ranks, bits);
        } else {
            codes.select(codes(ranks), bits);
        }
        return bits;
    }

    private long[] present() {
        long[] bits = Bits.none(count);
        Postings.select(present, bits);
        return bits;
    }

    /// About how many steps it takes to read all codes.
    private long codesCost() {
        return count + ENTRY_COST * (listRanks.byteSize() / Integer.BYTES);
    }

    /// The codes that stand for one of some ranks, as bits.
    private long[] codes(RankSet ranks) {
        int firstList = 1 + dictionary.size();
        long[] bits = Bits.none(firstList + lists);
        for (int run = 0; run < ranks.runs(); run++) {
            Bits.set(bits, 1 + ranks.from(run), 1 + ranks.to(run));
        }
        int i = 0;
        for (int list = 0; list < lists; list++) {
            long held = 0;
            for (int end = listStart(list + 1); i < end; i++) {
                int code = 1 + listRanks.getAtIndex(Block.INT, i);
                held |= bits[code >>> 6] >>> code;
            }
            int code = firstList + list;
            bits[code >>> 6] |= (held & 1) << code;
        }
        return bits;
    }

    private int listStart(int list) {
        return listStarts.getAtIndex(Block.INT, list);
    }

    /// @param below only ordinals less than this one are counted
    ValueCounts count(long[] among, int below) {
        int firstList = 1 + dictionary.size();
        int[] counts = codes.count(among, below, firstList + lists);
        int[] lastList = new int[lists == 0 ? 0 : firstList];
        for (int list = 0; list < lists; list++) {
            int ofList = counts[firstList + list];
            if (ofList == 0) {
                continue;
            }
            for (int i = listStart(list), end = listStart(list + 1); i < end; i++) {
                int code = 1 + listRanks.getAtIndex(Block.INT, i);
                if (lastList[code] != 1 + list) {
                    lastList[code] = 1 + list;
                    counts[code] += ofList;
                }
            }
        }
        return new RankCounts(dictionary, counts);
    }

    private static final class RankCounts implements ValueCounts {

        private final SealedDictionary dictionary;

        /// By code.
        private final int[] counts;

        private int rank = -1;
        private @Nullable Object value;

        RankCounts(SealedDictionary dictionary, int[] counts) {
            this.dictionary = dictionary;
            this.counts = counts;
        }

        @Override
        public boolean next() {
            value = null;
            do {
                rank++;
            } while (rank < dictionary.firstPoint() && counts[1 + rank] == 0);
            return rank < dictionary.firstPoint();
        }

        @Override
        public Object value() {
            Object value = this.value;
            if (value == null) {
                value = dictionary.value(rank);
                this.value = value;
            }
            return value;
        }

        @Override
        public long count() {
            return counts[1 + rank];
        }
    }

    /// The value or list of values of an ordinal.
    @Nullable
    Object of(int ordinal) {
        int code = codes.of(ordinal);
        if (code == 0) {
            return null;
        }
        if (code <= dictionary.size()) {
            return dictionary.value(code - 1);
        }
        int list = code - 1 - dictionary.size();
        var values = new ArrayList<Object>();
        for (int i = listStart(list), end = listStart(list + 1); i < end; i++) {
            values.add(dictionary.value(listRanks.getAtIndex(Block.INT, i)));
        }
        return values;
    }
}
