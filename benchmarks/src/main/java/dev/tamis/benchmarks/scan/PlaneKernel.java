package dev.tamis.benchmarks.scan;

import dev.tamis.common.kernel.PlaneScan;
import dev.tamis.common.kernel.TopN;
import java.util.Arrays;

/// Codes of two or four bits a dimension as bit planes, scored with a query of as many: symmetric distances by counting
/// bits.
final class PlaneKernel implements ScanKernel {

    private final Codes codes;
    private final int planes;
    private final long[] blocks;
    private final float[] scales;
    private final long[][] queries = new long[QUERIES][];
    private final TopN best = new TopN(TOP);

    PlaneKernel(Codes codes, int planes) {
        this.codes = codes;
        this.planes = planes;
        blocks = PlaneScan.allocate(codes.count(), codes.words(), planes);
        scales = new float[(codes.count() + 7) / 8 * 8];
        Arrays.fill(scales, 0.05f);
        for (int ordinal = 0; ordinal < codes.count(); ordinal++) {
            PlaneScan.pack(code(ordinal), blocks, codes.words(), planes, ordinal);
        }
        for (int query = 0; query < QUERIES; query++) {
            queries[query] = code(-1 - query);
        }
    }

    private long[] code(int ordinal) {
        long[] code = new long[codes.words() * planes];
        codes.read(ordinal, 0, code);
        return code;
    }

    @Override
    public String name() {
        return "planes-%dbit".formatted(planes);
    }

    @Override
    public int bits() {
        return codes.d() * planes;
    }

    @Override
    public long bytes() {
        return readBytes() + (long) scales.length * Float.BYTES;
    }

    @Override
    public long readBytes() {
        return (long) blocks.length * Long.BYTES;
    }

    @Override
    public void scan(int query) {
        best.clear();
        PlaneScan.scan(blocks, scales, planes, codes.d(), codes.count(), queries[query], best);
    }

    @Override
    public long read() {
        return ReadBandwidth.read(blocks);
    }
}
