package dev.tamis.benchmarks.scan;

import dev.tamis.common.kernel.Int8DotProducts;
import dev.tamis.common.kernel.Int8Query;
import dev.tamis.common.kernel.OffHeap;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/// Scores a shortlist of 1,000 int8 vectors that lie scattered among many, other ones for each query.
final class Rescoring implements AutoCloseable {

    static final int CANDIDATES = 1_000;

    private static final int SHORTLISTS = 200;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment rows;
    private final Int8Query query;
    private final int[][] shortlists = new int[SHORTLISTS][];
    private final int[] scores = new int[CANDIDATES];

    Rescoring(Codes codes) {
        rows = OffHeap.allocate((long) codes.count() * codes.d(), arena);
        var random = new SplittableRandom(3);
        for (long at = 0; at + Long.BYTES <= rows.byteSize(); at += Long.BYTES) {
            rows.set(ValueLayout.JAVA_LONG_UNALIGNED, at, random.nextLong());
        }
        query = Int8Query.of(codes.query(0));
        for (int i = 0; i < SHORTLISTS; i++) {
            // As a scan leaves them: in the order of the codes.
            shortlists[i] = random.ints(CANDIDATES, 0, codes.count()).sorted().toArray();
        }
    }

    /// Seconds of a shortlist, on average over all of them.
    double seconds() {
        long begin = System.nanoTime();
        for (int[] shortlist : shortlists) {
            Int8DotProducts.gather(query, rows, shortlist, CANDIDATES, scores);
        }
        return (System.nanoTime() - begin) / 1e9 / SHORTLISTS;
    }

    @Override
    public void close() {
        arena.close();
    }
}
