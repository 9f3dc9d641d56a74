package dev.tamis.benchmarks.scan;

import dev.tamis.common.kernel.BinaryCodes;
import dev.tamis.common.kernel.HammingScan;
import dev.tamis.common.kernel.TopN;

/// Codes of one bit a dimension, scored by the bits in which they differ from a query's.
final class HammingKernel implements ScanKernel {

    private final Codes codes;
    private final long[] blocks;
    private final long[][] queries = new long[QUERIES][];
    private final TopN best = new TopN(TOP);

    HammingKernel(Codes codes) {
        this.codes = codes;
        blocks = BinaryCodes.allocate(codes.count(), codes.words());
        long[] code = new long[codes.words()];
        for (int ordinal = 0; ordinal < codes.count(); ordinal++) {
            codes.read(ordinal, 0, code);
            BinaryCodes.pack(code, blocks, codes.words(), ordinal);
        }
        for (int query = 0; query < QUERIES; query++) {
            queries[query] = codes.queryBits(query);
        }
    }

    @Override
    public String name() {
        return "hamming-1bit";
    }

    @Override
    public int bits() {
        return codes.d();
    }

    @Override
    public long bytes() {
        return (long) blocks.length * Long.BYTES;
    }

    @Override
    public void scan(int query) {
        best.clear();
        HammingScan.scan(blocks, codes.words(), codes.count(), queries[query], best);
    }

    @Override
    public long read() {
        return ReadBandwidth.read(blocks);
    }
}
