package dev.tamis.retrieval.index;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Filter;
import dev.tamis.retrieval.collection.CollectionCatalog;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.follow.FollowedKind;
import dev.tamis.retrieval.follow.Followers;
import dev.tamis.retrieval.follow.Following;
import dev.tamis.retrieval.follow.FollowingIndexes;
import dev.tamis.retrieval.index.memory.Effort;
import dev.tamis.retrieval.index.memory.MemoryHit;
import dev.tamis.retrieval.index.memory.MemoryIndex;
import dev.tamis.retrieval.item.VectorFeed;
import dev.tamis.retrieval.item.VectorRow;
import dev.tamis.retrieval.model.ActiveModels;
import dev.tamis.retrieval.model.ProjectionUse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Search in memory: an index of each collection that is admitted, which follows the database.
@Component
class MemoryIndexes implements VectorIndex, FollowingIndexes, ProjectionUse, AutoCloseable {

    private final Followers<FollowedMemory, VectorRow> followers;
    private final MemoryAdmission admission;
    private final ActiveModels models;
    private final Effort effort;

    MemoryIndexes(
            VectorFeed feed,
            CollectionCatalog catalog,
            IndexProperties properties,
            MemoryAdmission admission,
            ActiveModels models,
            Following following) {
        this.admission = admission;
        this.models = models;
        this.effort = Effort.recall(properties.targetRecall());
        this.followers = new Followers<>(
                new FollowedKind<>(
                        "memory",
                        (collection, change, limit) ->
                                catalog.whileThere(collection, () -> feed.after(collection, change, limit)),
                        collection -> FollowedMemory.open(
                                properties,
                                collection,
                                models.projection(collection).orElse(null)),
                        properties.page(),
                        Duration.ofSeconds(10)),
                following);
    }

    /// Whether a collection is to be held in memory.
    boolean admits(CollectionRef collection) {
        return admission.admits(collection);
    }

    /// The index of a collection, if it is to be held in memory and has caught up since it was opened.
    Optional<FollowedMemory> ready(CollectionRef collection) {
        return admits(collection) ? Optional.ofNullable(followers.readyNow(collection)) : Optional.empty();
    }

    /// @throws dev.tamis.retrieval.follow.IndexBehindException if the index is being built and that takes too long
    @Override
    public DenseHits search(
            CollectionRef collection, DenseVector query, int k, @Nullable Filter filter, boolean exact) {
        return query(followers.ready(collection), query, exact).orElseThrow().search(k, filter);
    }

    /// A query in the form in which an index compares vectors; empty if that has no direction. An index that is closed
    /// meanwhile goes on answering it.
    Optional<DenseQuery> query(FollowedMemory index, DenseVector query, boolean exact) {
        MemoryIndex answering = index.index();
        return index.query(query).map(form -> new DenseQuery() {
            @Override
            public DenseHits search(int k, @Nullable Filter filter) {
                return new DenseHits(
                        hits(answering.search(form, k, filter, exact ? Effort.EXACT : effort)),
                        exact ? DenseHits.EXACT : DenseHits.MEMORY);
            }

            @Override
            public Map<String, Double> cosines(Collection<String> ids) {
                return answering.cosines(form, ids);
            }
        });
    }

    /// The best `k` items for the vector of an item.
    List<DenseHit> neighbours(FollowedMemory index, DenseVector vector, int k) {
        return index.item(vector)
                .map(form -> hits(index.index().neighbours(form.toArray(), k, effort)))
                .orElse(List.of());
    }

    private static List<DenseHit> hits(List<MemoryHit> found) {
        return found.stream().map(hit -> new DenseHit(hit.id(), hit.cosine())).toList();
    }

    /// @throws dev.tamis.retrieval.follow.IndexBehindException if the index is being built and that takes too long
    @Override
    public Map<String, Double> cosines(CollectionRef collection, DenseVector query, Collection<String> ids) {
        return query(followers.ready(collection), query, false).orElseThrow().cosines(ids);
    }

    /// Returns once searches in memory see a change and all before it.
    ///
    /// @throws dev.tamis.retrieval.follow.IndexBehindException if that takes too long
    void awaitChange(CollectionRef collection, long change) {
        followers.awaitChange(collection, change);
    }

    /// Number of the last change that searches in memory see.
    long visible(CollectionRef collection) {
        return followers.visible(collection);
    }

    /// Whether searches in memory see a change, or at least are no more than a second behind.
    boolean follows(CollectionRef collection, long change) {
        return followers.follows(collection, change);
    }

    Duration lag(CollectionRef collection) {
        return followers.lag(collection);
    }

    /// All indexes that are open, caught up or not.
    List<FollowedMemory> open() {
        return followers.open();
    }

    /// Takes a step towards indexes whose vectors are compared through the projections that are active. One thread at
    /// a time.
    void renew() {
        followers.renew(
                index -> index.isThrough(models.projection(index.collection()).orElse(null)));
    }

    @Override
    public Optional<String> hindrance(long collectionId, String model, int dimensions) {
        Optional<FollowedMemory> serving = followers.ready(collectionId);
        if (serving.isEmpty()) {
            return Optional.of("searches are answered by PostgreSQL, which compares the vectors of the embedding model;"
                    + " projections serve collections that are held in memory");
        }
        return serving.get()
                        .projection()
                        .filter(projection -> projection.model().equals(model) && projection.dimensions() == dimensions)
                        .isPresent()
                ? Optional.empty()
                : Optional.of("the index is being built with it, and until then the one before answers");
    }

    /// Lets go of a collection that no longer fits.
    void discard(CollectionRef collection) {
        followers.discard(collection);
    }

    @Override
    public void follow(CollectionRef collection) {
        if (admits(collection)) {
            followers.follow(collection);
        }
    }

    /// Those that are not followed here are so for a reason.
    @Override
    public boolean wake(long collectionId, long change) {
        followers.wake(collectionId, change);
        return true;
    }

    @Override
    public void wakeAll() {
        followers.wakeAll();
    }

    @Override
    public void close() {
        followers.close();
    }
}
