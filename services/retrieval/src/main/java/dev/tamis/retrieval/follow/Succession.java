package dev.tamis.retrieval.follow;

import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The follower of the index that answers for a collection, and while that is being replaced, of the one that is to
/// take its place.
final class Succession<I extends Followed<C>, C> {

    private final Supplier<Follower<I, C>> begin;
    private volatile Follower<I, C> serving;
    private volatile @Nullable Follower<I, C> next;

    /// @param begin begins a follower, which opens an index as it is wanted then
    Succession(Supplier<Follower<I, C>> begin) {
        this.begin = begin;
        this.serving = begin.get();
    }

    /// The follower of the index that answers.
    Follower<I, C> serving() {
        return serving;
    }

    Stream<Follower<I, C>> all() {
        return Stream.concat(Stream.of(serving), Stream.ofNullable(next));
    }

    /// The index that answers, if it has caught up since it was opened.
    @Nullable
    I readyNow() {
        Follower<I, C> asked = serving;
        I index = asked.readyNow();
        // One that was replaced meanwhile is not ready any more; the one in its place is.
        return index != null || asked == serving ? index : serving.readyNow();
    }

    /// Returns once searches see a change and all before it.
    ///
    /// @throws IndexBehindException if that takes too long
    void awaitChange(long change) {
        for (Follower<I, C> asked = serving; !awaitChange(asked, change); asked = serving) {}
    }

    /// @return false if the one that was asked has been replaced
    private boolean awaitChange(Follower<I, C> asked, long change) {
        try {
            asked.rounds().awaitChange(change);
        } catch (IndexBehindException behind) {
            if (asked == serving) {
                throw behind;
            }
        }
        synchronized (this) {
            return asked == serving;
        }
    }

    /// Takes a step towards an index that is as it is wanted: begins one, or gives up one that is wanted no more, or
    /// lets one answer that has caught up. One thread at a time.
    void renew(Predicate<I> wanted) {
        I old = serving.readyNow();
        Follower<I, C> fresh = next;
        if (old == null) {
            return;
        }
        if (fresh == null) {
            next = wanted.test(old) ? null : begin.get();
            return;
        }
        I coming = fresh.index();
        if (wanted.test(old) || (coming != null && !wanted.test(coming))) {
            next = null;
            fresh.discard();
        } else if (fresh.readyNow() != null) {
            replaceBy(fresh);
        }
    }

    /// Whoever waited for a change until the index that answers saw it, finds it in the one that answers from now on.
    private void replaceBy(Follower<I, C> fresh) {
        Follower<I, C> old = serving;
        synchronized (this) {
            if (fresh.rounds().visible() < old.rounds().visible()) {
                return;
            }
            serving = fresh;
        }
        next = null;
        old.discard();
    }
}
