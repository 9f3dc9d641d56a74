package dev.tamis.retrieval.index.memory;

import dev.tamis.common.kernel.AsymmetricScan;
import dev.tamis.common.kernel.BinaryCodes;
import java.time.Duration;

/// How an index in memory is laid out.
///
/// @param listsFrom items from which on a segment is divided into coarse lists
/// @param tailLimit items of the tail from which on it is due to be sealed into a segment
/// @param tailMost items of the tail from which on changes wait until it is sealed
/// @param quiet how long nothing must have changed before a smaller tail is sealed
/// @param rescoring where int8 rows lie
/// @param threads how many threads building a segment may use
public record MemoryIndexSettings(
        int listsFrom, int tailLimit, int tailMost, Duration quiet, Rescoring rescoring, int threads) {

    /// For who has nothing else to do: all processors build.
    public static final MemoryIndexSettings DEFAULT = new MemoryIndexSettings(
            50_000,
            8_192,
            262_144,
            Duration.ofSeconds(5),
            Rescoring.MEMORY,
            Runtime.getRuntime().availableProcessors());

    /// Items in a record of codes.
    private static final int BLOCK = 8;
    /// Id with its place in the table, scales, and a few attributes.
    private static final int DESCRIPTION = 64;

    /// The same with another place of int8 rows and other threads.
    public MemoryIndexSettings with(Rescoring where, int building) {
        return new MemoryIndexSettings(listsFrom, tailLimit, tailMost, quiet, where, building);
    }

    /// About what an item takes of [IndexStatistics#memoryBytes].
    public long bytesPerItem(int dimension) {
        long code = AsymmetricScan.blockBytes(BinaryCodes.words(dimension)) / BLOCK;
        return code + (rescoring == Rescoring.MEMORY ? dimension : 0) + DESCRIPTION;
    }
}
