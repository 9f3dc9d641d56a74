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
import dev.tamis.retrieval.item.VectorFeed;
import dev.tamis.retrieval.item.VectorRow;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Search in memory: an index of each collection that is admitted, which follows the database.
@Component
class MemoryIndexes implements VectorIndex, FollowingIndexes, AutoCloseable {

    private final Followers<FollowedMemory, VectorRow> followers;
    private final MemoryAdmission admission;
    private final Effort effort;

    MemoryIndexes(
            VectorFeed feed,
            CollectionCatalog catalog,
            IndexProperties properties,
            MemoryAdmission admission,
            Following following) {
        this.admission = admission;
        this.effort = Effort.recall(properties.targetRecall());
        this.followers = new Followers<>(
                new FollowedKind<>(
                        "memory",
                        (collection, change, limit) ->
                                catalog.whileThere(collection, () -> feed.after(collection, change, limit)),
                        collection -> FollowedMemory.open(properties, collection),
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
        return search(followers.ready(collection), query, k, filter, exact);
    }

    DenseHits search(FollowedMemory index, DenseVector query, int k, @Nullable Filter filter, boolean exact) {
        Effort tried = exact ? Effort.EXACT : effort;
        return new DenseHits(
                hits(index.index().search(query.toArray(), k, filter, tried)),
                exact ? DenseHits.EXACT : DenseHits.MEMORY);
    }

    /// The best `k` items for a vector that is no query.
    List<DenseHit> neighbours(FollowedMemory index, DenseVector vector, int k) {
        return hits(index.index().neighbours(vector.toArray(), k, effort));
    }

    private static List<DenseHit> hits(List<MemoryHit> found) {
        return found.stream().map(hit -> new DenseHit(hit.id(), hit.cosine())).toList();
    }

    /// @throws dev.tamis.retrieval.follow.IndexBehindException if the index is being built and that takes too long
    @Override
    public Map<String, Double> cosines(CollectionRef collection, DenseVector query, Collection<String> ids) {
        return followers.ready(collection).index().cosines(query.toArray(), ids);
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
