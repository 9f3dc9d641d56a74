package dev.tamis.benchmarks.scan;

import dev.tamis.common.kernel.AsymmetricQuery;
import dev.tamis.common.kernel.AsymmetricScan;
import dev.tamis.common.kernel.OffHeap;
import dev.tamis.common.kernel.TopN;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Codes of one bit a dimension with two correction floats, scored with a query of four bits.
final class AsymmetricKernel implements ScanKernel {

    private final Codes codes;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment records;
    private final AsymmetricQuery[] queries = new AsymmetricQuery[QUERIES];
    private final TopN best = new TopN(TOP);

    AsymmetricKernel(Codes codes) {
        this.codes = codes;
        records = OffHeap.allocate((codes.count() + 7L) / 8 * AsymmetricScan.blockBytes(codes.words()), arena);
        long[] code = new long[codes.words()];
        for (int ordinal = 0; ordinal < codes.count(); ordinal++) {
            codes.read(ordinal, 0, code);
            AsymmetricScan.write(records, codes.words(), ordinal, code, 0.05f, 0);
        }
        for (int query = 0; query < QUERIES; query++) {
            queries[query] = AsymmetricQuery.of(codes.query(query));
        }
    }

    @Override
    public String name() {
        return "asymmetric-1bit-int4";
    }

    @Override
    public int bits() {
        return codes.d();
    }

    @Override
    public long bytes() {
        return records.byteSize();
    }

    @Override
    public void scan(int query) {
        best.clear();
        AsymmetricScan.scan(records, 0, codes.count() & -8, codes.words(), queries[query], 0, null, best);
    }

    @Override
    public long read() {
        return ReadBandwidth.read(records);
    }

    @Override
    public void close() {
        arena.close();
    }
}
