package dev.tamis.retrieval.index;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// When HNSW graphs are built, and how they are searched.
///
/// @param graphThreshold vectors from which on a collection of kind `auto` has a graph
/// @param quiet how long such a collection must not have been written to before its graph is built: a graph that is
///     built over all vectors at once takes a fraction of the time that it takes to grow. One that is five times
/// over the threshold does not wait
/// @param hnswQuiet the same for a collection of kind `hnsw`, which has a graph whatever its size
/// @param checkEvery how often the builder looks for work
/// @param retryAfter how long it rests after a build that failed
/// @param buildMemory memory of one build (`maintenance_work_mem`); a graph that outgrows it is built far slower
/// @param maxLinks links of a vector in each layer of the graph, the paper's `M` (Malkov, Yashunin, arXiv
///     1603.09320)
/// @param efConstruction shortlist while building
/// @param efSearch shortlist while searching, if `k` is not larger
/// @param filterProbe filters that leave no more items than this are answered exactly, over these alone
/// @param maxScanTuples vectors that a filtered scan of a graph looks at before the answer is computed exactly
@Validated
@ConfigurationProperties("tamis.retrieval.index")
record IndexProperties(
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
        @DefaultValue("200000") @Min(1) int maxScanTuples) {}
