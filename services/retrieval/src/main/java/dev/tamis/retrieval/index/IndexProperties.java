package dev.tamis.retrieval.index;

import com.sun.management.OperatingSystemMXBean;
import dev.tamis.retrieval.index.memory.MemoryIndexSettings;
import dev.tamis.retrieval.index.memory.Rescoring;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How large collections are searched: in memory, or else by HNSW graphs in PostgreSQL.
///
/// @param directory where the indexes in memory are kept, which can be rebuilt; `tamis/index` among the temporary
///     files by default
/// @param memoryLimit of all indexes in memory together; half of the machine's memory by default. Collections of kind
///     `auto` that would not fit are searched by PostgreSQL
/// @param targetRecall share of the exact answer that an approximate one from memory is to have, above 0 and below 1
/// @param rescoring where the int8 rows of these indexes lie: in `memory`, or in the mapped `file`, of which the system
///     keeps in memory what it finds room for
/// @param maintainers how many indexes in memory are sealed and merged at a time
/// @param maintainerThreads threads of each maintainer; 0 for as many as leave half of the processors to searches
/// @param page how many changes with their vectors to read at once
/// @param graphThreshold vectors from which on a collection of kind `auto` that does not fit memory has a graph
/// @param quiet how long such a collection must not have been written to before its graph is built: a graph that is
///     built over all vectors at once takes a fraction of the time that it takes to grow. One that is five times
/// over the threshold does not wait
/// @param hnswQuiet the same for a collection of kind `hnsw` or `hnsw-bit`, which has a graph whatever its size
/// @param checkEvery how often the builder looks for work
/// @param retryAfter how long it rests after a build that failed
/// @param buildMemory memory of one build (`maintenance_work_mem`); a graph that outgrows it is built far slower
/// @param maxLinks links of a vector in each layer of the graph, the paper's `M` (Malkov, Yashunin, arXiv
///     1603.09320)
/// @param efConstruction shortlist while building
/// @param efSearch shortlist while searching, if `k` is not larger
/// @param filterProbe filters that leave no more items than this are answered exactly, over these alone
/// @param bitOversampling how many times `k` vectors a graph over bits gives for scoring at full precision
/// @param maxScanTuples vectors that a filtered scan of a graph looks at before the answer is computed exactly
@Validated
@ConfigurationProperties("tamis.retrieval.index")
record IndexProperties(
        @Nullable Path directory,
        @Nullable DataSize memoryLimit,

        @DecimalMin("0.5") @DecimalMax("0.9999") @DefaultValue("0.99")
        double targetRecall,

        @DefaultValue("memory") Rescoring rescoring,
        @DefaultValue("1") @Min(1) @Max(64) int maintainers,
        @DefaultValue("0") @Min(0) @Max(1_024) int maintainerThreads,
        @DefaultValue("2000") @Min(1) @Max(10_000) int page,
        @DefaultValue("20000") @Min(1) int graphThreshold,
        @DefaultValue("10s") Duration quiet,
        @DefaultValue("2s") Duration hnswQuiet,
        @DefaultValue("1s") Duration checkEvery,
        @DefaultValue("30s") Duration retryAfter,
        @DefaultValue("256MB") DataSize buildMemory,
        @DefaultValue("16") @Min(2) @Max(100) int maxLinks,
        @DefaultValue("64") @Min(4) @Max(1_000) int efConstruction,
        @DefaultValue("100") @Min(1) @Max(1_000) int efSearch,
        @DefaultValue("10000") @Min(0) int filterProbe,
        @DefaultValue("10") @Min(1) @Max(100) int bitOversampling,
        @DefaultValue("200000") @Min(1) int maxScanTuples) {

    /// Where the indexes in memory are kept.
    Path home() {
        return directory == null ? Path.of(System.getProperty("java.io.tmpdir"), "tamis", "index") : directory;
    }

    /// How the indexes in memory are laid out.
    MemoryIndexSettings layout() {
        int half = Runtime.getRuntime().availableProcessors() / 2 / maintainers;
        return MemoryIndexSettings.DEFAULT.with(
                rescoring, maintainerThreads == 0 ? Math.max(1, half) : maintainerThreads);
    }

    /// Bytes that all indexes in memory together may take.
    long memory() {
        if (memoryLimit != null) {
            return memoryLimit.toBytes();
        }
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
                ? machine.getTotalMemorySize() / 2
                : Runtime.getRuntime().maxMemory();
    }
}
