package dev.tamis.retrieval.follow;

import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.support.problem.RefusedException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The indexes of one kind, one a collection, each of which follows the database within a second.
///
/// @param <I> the index
/// @param <C> what its feed gives
public final class Followers<I extends Followed<C>, C> implements AutoCloseable {

    private record One<I extends Followed<C>, C>(Succession<I, C> indexes, Meter lag) {}

    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final FollowedKind<I, C> kind;
    private final Following following;
    private final Map<CollectionRef, One<I, C>> all = new ConcurrentHashMap<>();
    private volatile boolean closed;

    public Followers(FollowedKind<I, C> kind, Following following) {
        this.kind = kind;
        this.following = following;
    }

    /// Begins to follow a collection, if nobody did.
    public void follow(CollectionRef collection) {
        of(collection);
    }

    /// The index of a collection, once it has caught up since it was opened.
    ///
    /// @throws IndexBehindException if that takes too long
    /// @throws RefusedException if the collection is gone
    public I ready(CollectionRef collection) {
        return of(collection).serving().ready();
    }

    /// The index of a collection, if it has caught up since it was opened.
    public @Nullable I readyNow(CollectionRef collection) {
        return of(collection).readyNow();
    }

    /// The index of a collection, if that is followed and its index has caught up since it was opened.
    public Optional<I> ready(long collectionId) {
        return all.entrySet().stream()
                .filter(entry -> entry.getKey().id() == collectionId)
                .flatMap(entry -> Stream.ofNullable(entry.getValue().indexes.readyNow()))
                .findFirst();
    }

    /// All indexes that are open, caught up or not.
    public List<I> open() {
        return followers().map(Follower::index).filter(Objects::nonNull).toList();
    }

    /// Returns once searches see a change and all before it.
    ///
    /// @param change the number of a change that is committed
    /// @throws IndexBehindException if that takes too long
    /// @throws RefusedException if the collection is gone
    public void awaitChange(CollectionRef collection, long change) {
        of(collection).awaitChange(change);
    }

    /// Number of the last change that searches in a collection see; 0 if it is not followed.
    public long visible(CollectionRef collection) {
        One<I, C> one = all.get(collection);
        return one == null ? 0 : one.indexes.serving().rounds().visible();
    }

    /// For how long searches in a collection may have missed a change; zero if they miss none that is known of.
    public Duration lag(CollectionRef collection) {
        One<I, C> one = all.get(collection);
        return one == null ? Duration.ZERO : one.indexes.serving().rounds().lag();
    }

    /// Whether searches in a collection see a change, or at least are no more than a second behind.
    public boolean follows(CollectionRef collection, long change) {
        long visible = visible(collection);
        return visible >= change || (visible > 0 && lag(collection).compareTo(A_MOMENT) < 0);
    }

    /// Has the index of a collection rebuilt, because a search found it broken.
    public void distrust(CollectionRef collection) {
        of(collection).serving().distrust();
    }

    /// What to tell those whose index went away while they searched it.
    public IndexBehindException behind(CollectionRef collection, Throwable cause) {
        return new IndexBehindException(kind.name(), collection.name(), following.patience(), cause);
    }

    /// Looks for changes to a collection, if it is followed. A follower whose collection is gone sees that for itself
    /// and ends.
    ///
    /// @param change number of the last change that was made
    /// @return whether it is followed
    public boolean wake(long collectionId, long change) {
        boolean followed = false;
        for (var entry : all.entrySet()) {
            if (entry.getKey().id() == collectionId) {
                entry.getValue().indexes.all().forEach(each -> each.wake(change));
                followed = true;
            }
        }
        return followed;
    }

    /// Looks for changes to all collections.
    public void wakeAll() {
        followers().forEach(each -> each.wake(Long.MAX_VALUE));
    }

    /// Ends the following of a collection and deletes its index.
    public void discard(CollectionRef collection) {
        One<I, C> one = remove(collection);
        if (one != null) {
            one.indexes.all().forEach(Follower::discard);
        }
    }

    /// Takes a step towards indexes that are as they are wanted. One that is not goes on answering until another one,
    /// which is opened beside it, has caught up as far; then it is deleted. One thread at a time.
    public void renew(Predicate<I> wanted) {
        all.values().forEach(one -> one.indexes.renew(wanted));
    }

    private Stream<Follower<I, C>> followers() {
        return all.values().stream().flatMap(one -> one.indexes.all());
    }

    private Succession<I, C> of(CollectionRef collection) {
        if (closed) {
            throw new IllegalStateException(kind.name() + " search is closed");
        }
        return all.computeIfAbsent(collection, this::begin).indexes;
    }

    private One<I, C> begin(CollectionRef collection) {
        var indexes = new Succession<I, C>(() -> follower(collection));
        Meter lag = Gauge.builder(
                        "retrieval.follower.lag",
                        () -> indexes.serving().rounds().lag().toNanos() / 1e9)
                .description("For how long searches may have missed a change")
                .baseUnit("seconds")
                .tag("collection", collection.name())
                .tag("model", Objects.requireNonNullElse(collection.model(), "none"))
                .tag("index", kind.name())
                .register(following.meters());
        return new One<>(indexes, lag);
    }

    private Follower<I, C> follower(CollectionRef collection) {
        var follower = new Follower<>(collection, kind, following, this::remove);
        follower.start();
        return follower;
    }

    private @Nullable One<I, C> remove(CollectionRef collection) {
        One<I, C> one = all.remove(collection);
        if (one != null) {
            following.meters().remove(one.lag);
        }
        return one;
    }

    /// Commits and closes all indexes.
    @Override
    public void close() {
        closed = true;
        List<Follower<I, C>> followers = followers().toList();
        followers.forEach(Follower::stop);
        try {
            for (Follower<I, C> each : followers) {
                each.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
