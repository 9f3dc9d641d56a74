package dev.tamis.retrieval.upgrade;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.collection.QueryMap;
import dev.tamis.common.kernel.Normalization;
import dev.tamis.retrieval.collection.CollectionCatalog;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.collection.CollectionSize;
import dev.tamis.retrieval.item.VectorFeed;
import dev.tamis.retrieval.item.VectorPair;
import dev.tamis.retrieval.problem.RetrievalRefusal.TooFewVectors;
import dev.tamis.retrieval.upgrade.LinearMap.Fitted;
import dev.tamis.support.problem.RefusedException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/// Fits the map by which queries of the new model search the old space, on items that have a vector in both.
@Component
class MapFitting {

    private static final int SAMPLE = 4_000;
    private static final int PER_DIMENSION = 2;

    private final CollectionCatalog catalog;
    private final VectorFeed vectors;
    private final UpgradeRows rows;

    MapFitting(CollectionCatalog catalog, VectorFeed vectors, UpgradeRows rows) {
        this.catalog = catalog;
        this.vectors = vectors;
        this.rows = rows;
    }

    /// @throws RefusedException if too few items have both vectors
    void fit(String name, Upgrading upgrade) {
        CollectionRef newer = upgrade.newer().collection();
        CollectionSize size = upgrade.newer().size();
        List<VectorPair> pairs = catalog.whileThere(
                newer,
                () -> vectors.pairs(newer, upgrade.older().collection(), SAMPLE, size.items() - size.withoutVector()));
        int needed = Math.min(PER_DIMENSION * newer.dimension(), SAMPLE);
        if (pairs.size() < needed) {
            throw new RefusedException(new TooFewVectors(name, pairs.size(), needed));
        }
        Fitted fitted = fit(pairs);
        rows.mapped(upgrade.stored(), fitted.map(), new QueryMap(pairs.size(), fitted.cosine()));
    }

    /// It takes a second or more: on a thread that searches need not share.
    private static Fitted fit(List<VectorPair> pairs) {
        return CompletableFuture.supplyAsync(
                        () -> LinearMap.fit(
                                pairs.stream()
                                        .map(pair -> normalized(pair.one()))
                                        .toList(),
                                pairs.stream()
                                        .map(pair -> normalized(pair.other()))
                                        .toList()),
                        task -> Thread.ofPlatform().daemon().name("map-fit").start(task))
                .join();
    }

    private static float[] normalized(DenseVector vector) {
        float[] values = vector.toArray();
        Normalization.normalize(values);
        return values;
    }
}
