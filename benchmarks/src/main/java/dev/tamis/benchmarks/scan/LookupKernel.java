package dev.tamis.benchmarks.scan;

import dev.tamis.common.kernel.LookupQuery;
import dev.tamis.common.kernel.LookupScan;
import dev.tamis.common.kernel.OffHeap;
import dev.tamis.common.kernel.TopN;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Codes of two or four bits a dimension, scored by tables: symmetric distances by permuting bytes. A part of four bits
/// is two dimensions of two bits, or one of four.
final class LookupKernel implements ScanKernel {

    private final Codes codes;
    private final int bitsPerDimension;
    private final int parts;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment blocks;
    private final LookupQuery[] queries = new LookupQuery[QUERIES];
    private final TopN best = new TopN(TOP);

    LookupKernel(Codes codes, int bitsPerDimension) {
        this.codes = codes;
        this.bitsPerDimension = bitsPerDimension;
        parts = codes.d() * bitsPerDimension / 4;
        blocks = OffHeap.allocate((codes.count() + 63L) / 64 * LookupScan.blockBytes(parts), arena);
        // Every byte is two parts, so that random bytes are random codes.
        long[] code = new long[codes.words() * bitsPerDimension];
        long at = 0;
        for (int ordinal = 0; at < blocks.byteSize(); ordinal++) {
            codes.read(ordinal, 0, code);
            for (int word = 0; word < code.length && at < blocks.byteSize(); word++, at += Long.BYTES) {
                blocks.set(ValueLayout.JAVA_LONG_UNALIGNED, at, code[word]);
            }
        }
        for (int query = 0; query < QUERIES; query++) {
            queries[query] = LookupQuery.of(tables(query));
        }
    }

    /// What each value of a part scores with the query's: the product of the levels, summed over the part's
    /// dimensions.
    private float[] tables(int number) {
        float[] query = codes.query(number);
        float[] tables = new float[parts * 16];
        for (int part = 0; part < parts; part++) {
            for (int value = 0; value < 16; value++) {
                tables[part * 16 + value] = bitsPerDimension == 4
                        ? level(query[part], 4) * (2 * value - 15)
                        : level(query[2 * part], 2) * (2 * (value & 3) - 3)
                                + level(query[2 * part + 1], 2) * (2 * (value >> 2) - 3);
            }
        }
        return tables;
    }

    /// The odd level nearest to a value of variance 1: -3 to 3 for two bits, -15 to 15 for four.
    private static float level(float value, int bits) {
        int most = (1 << bits) - 1;
        int level = 2 * Math.round((value * most / 2 + most) / 2) - most;
        return Math.clamp(level, -most, most);
    }

    @Override
    public String name() {
        return "lookup-%dbit".formatted(bitsPerDimension);
    }

    @Override
    public int bits() {
        return codes.d() * bitsPerDimension;
    }

    @Override
    public long bytes() {
        return blocks.byteSize();
    }

    @Override
    public void scan(int query) {
        best.clear();
        LookupScan.scan(blocks, codes.count(), queries[query], best);
    }

    @Override
    public long read() {
        return ReadBandwidth.read(blocks);
    }

    @Override
    public void close() {
        arena.close();
    }
}
