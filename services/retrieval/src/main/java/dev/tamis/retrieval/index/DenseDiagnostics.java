package dev.tamis.retrieval.index;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.collection.Diagnostics;
import dev.tamis.common.kernel.Normalization;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.index.memory.IndexStatistics;
import dev.tamis.retrieval.item.VectorFeed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Tells how dense search in a collection is.
@Component
public class DenseDiagnostics {

    private static final int SAMPLE = 384;
    private static final int FEWEST = 32;
    private static final int NEIGHBOURS = 20;
    private static final Duration BUDGET = Duration.ofMillis(500);
    private static final Duration KEPT = Duration.ofMinutes(10);

    private record Known(Diagnostics.@Nullable Geometry geometry, long since) {}

    private final MemoryIndexes memory;
    private final MemoryAdmission admission;
    private final DenseSearch search;
    private final RecallMeter recalls;
    private final VectorFeed vectors;
    private final Map<CollectionRef, Known> geometries = new ConcurrentHashMap<>();

    DenseDiagnostics(
            MemoryIndexes memory,
            MemoryAdmission admission,
            DenseSearch search,
            RecallMeter recalls,
            VectorFeed vectors) {
        this.memory = memory;
        this.admission = admission;
        this.search = search;
        this.recalls = recalls;
        this.vectors = vectors;
    }

    /// Of the index in memory; empty where there is none that can be searched.
    public Optional<Diagnostics.Memory> memory(CollectionRef collection) {
        return memory.ready(collection).map(index -> {
            IndexStatistics is = index.index().statistics();
            return new Diagnostics.Memory(
                    is.segments(),
                    is.tail(),
                    is.dead(),
                    is.lists(),
                    is.memoryBytes(),
                    is.fileBytes(),
                    index.projection()
                            .map(each -> new Diagnostics.Projection(each.model(), each.dimensions()))
                            .orElse(null));
        });
    }

    /// What keeps a collection of kind `auto` out of memory; empty where nothing does.
    public Optional<Diagnostics.NoRoom> noRoom(CollectionRef collection) {
        return admission.noRoom(collection);
    }

    /// Recall as measured on recent queries; empty until there were some.
    public Optional<Diagnostics.Recall> recall(CollectionRef collection) {
        return memory.ready(collection).flatMap(recalls::recall);
    }

    /// Number of the last change that searches in memory see; empty where the database answers.
    public Optional<Long> visible(CollectionRef collection) {
        return memory.ready(collection).map(index -> memory.visible(collection));
    }

    /// For how long searches in memory may have missed a change.
    public Duration lag(CollectionRef collection) {
        return memory.ready(collection).isPresent() ? memory.lag(collection) : Duration.ZERO;
    }

    /// Of a sample of the vectors as they are compared, as it was some minutes ago at most.
    ///
    /// @param items about how many there are
    /// @return null if there are too few vectors
    public Diagnostics.@Nullable Geometry geometry(CollectionRef collection, long items) {
        geometries.values().removeIf(known -> System.nanoTime() - known.since > KEPT.toNanos());
        return geometries.computeIfAbsent(collection, unknown -> new Known(measured(unknown, items), System.nanoTime()))
                .geometry;
    }

    private Diagnostics.@Nullable Geometry measured(CollectionRef collection, long items) {
        List<DenseVector> sample = vectors.sample(collection, SAMPLE, items);
        if (sample.size() < FEWEST) {
            return null;
        }
        Optional<FollowedMemory> index = memory.ready(collection);
        float[][] rows = sample.stream()
                .flatMap(vector -> index.isEmpty() ? Stream.of(vector) : index.get().item(vector).stream())
                .map(DenseVector::toArray)
                .toArray(float[][]::new);
        for (float[] row : rows) {
            Normalization.normalize(row);
        }
        double dimension = intrinsicDimension(collection, sample);
        return new Diagnostics.Geometry(
                rows.length, Geometry.effectiveRank(rows), Double.isNaN(dimension) ? null : dimension);
    }

    private double intrinsicDimension(CollectionRef collection, List<DenseVector> sample) {
        long end = System.nanoTime() + BUDGET.toNanos();
        double sum = 0;
        int count = 0;
        for (DenseVector point : sample) {
            if (System.nanoTime() > end) {
                break;
            }
            double[] cosines = search.neighbours(collection, point, NEIGHBOURS + 1).stream()
                    .mapToDouble(DenseHit::cosine)
                    .toArray();
            double inverse = Geometry.inverseDimension(cosines);
            if (!Double.isNaN(inverse)) {
                sum += inverse;
                count++;
            }
        }
        return count == 0 ? Double.NaN : count / sum;
    }
}
