package dev.tamis.benchmarks.search;

import dev.tamis.benchmarks.data.DataSet;
import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Filter;
import dev.tamis.retrieval.index.memory.Effort;
import dev.tamis.retrieval.index.memory.IndexIdentity;
import dev.tamis.retrieval.index.memory.IndexStatistics;
import dev.tamis.retrieval.index.memory.MemoryHit;
import dev.tamis.retrieval.index.memory.MemoryIndex;
import dev.tamis.retrieval.index.memory.MemoryIndexSettings;
import dev.tamis.retrieval.index.memory.Rescoring;
import dev.tamis.retrieval.index.memory.VectorChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tamis's index in memory, filled by batches of changes and then made one segment; a setting is a target recall.
///
/// Room: `memoryBytes` of its statistics, which holds codes, int8 vectors, ids and attributes; with rescoring, its
/// files, which hold the half-precision vectors too.
final class TamisSystem implements SearchSystem {

    private static final int BATCH = 10_000;

    private final SystemInput input;
    private final IndexIdentity identity;
    private MemoryIndex index;

    TamisSystem(SystemInput input) {
        this.input = input;
        identity = new IndexIdentity(1, Instant.EPOCH, input.items().dimension());
        index = open();
    }

    MemoryIndex index() {
        return index;
    }

    private MemoryIndex open() {
        var settings = MemoryIndexSettings.DEFAULT.with(Rescoring.MEMORY, input.threads());
        return MemoryIndex.open(identity, settings, input.folder());
    }

    @Override
    public void build() {
        int items = input.items().size();
        for (int first = 0; first < items; first += BATCH) {
            var changes = new ArrayList<VectorChange>();
            for (int item = first; item < Math.min(items, first + BATCH); item++) {
                changes.add(change(item, input.items().row(item)));
            }
            index.apply(changes, Math.min(items, first + BATCH));
        }
        index.optimize();
    }

    /// The index measures itself with queries that it sees, when it next maintains.
    @Override
    public void practise(List<float[]> queries) {
        queries.forEach(query -> index.search(query, DataSet.K, null, Effort.recall(0.95)));
        while (index.maintain()) {
            // until nothing is due
        }
    }

    /// The last change to an item.
    VectorChange change(int item, float[] vector) {
        Map<String, Object> attributes = input.buckets() ? Map.of("bucket", (double) Buckets.of(item)) : Map.of();
        return new VectorChange(Integer.toString(item), false, DenseVector.of(vector), attributes);
    }

    @Override
    public List<String> settings() {
        return List.of("recall=0.90", "recall=0.95", "recall=0.98", "recall=0.99", "recall=0.995", "recall=0.998");
    }

    @Override
    public Searcher searcher(String setting, int below) {
        Effort effort = Effort.recall(Settings.value(setting));
        @Nullable
        Filter filter = below == Buckets.ALL ? null : new Filter.Range("bucket", null, null, (double) below, null);
        return query -> {
            List<MemoryHit> hits = index.search(query, DataSet.K, filter, effort);
            return hits.stream().mapToInt(hit -> Integer.parseInt(hit.id())).toArray();
        };
    }

    @Override
    public IndexSize size() {
        IndexStatistics statistics = index.statistics();
        return new IndexSize(statistics.memoryBytes(), Math.max(statistics.memoryBytes(), statistics.fileBytes()));
    }

    @Override
    public void reopen() {
        index.close();
        index = open();
    }

    @Override
    public void close() {
        index.close();
    }
}
