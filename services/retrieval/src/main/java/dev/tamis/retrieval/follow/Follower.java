package dev.tamis.retrieval.follow;

import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.support.problem.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.dao.DataAccessException;

/// Keeps one index of one collection up with the changes to its items, in rounds: whenever it is woken, and every so
/// often. It outlives whatever fails, except the end of the collection, with which it ends.
final class Follower<I extends Followed<C>, C> {

    private static final Logger log = LoggerFactory.getLogger(Follower.class);
    /// While there is much to catch up with: each time may cost a segment.
    private static final Duration PUBLISH_EVERY = Duration.ofSeconds(1);

    private final CollectionRef collection;
    private final FollowedKind<I, C> kind;
    private final Following following;
    private final Consumer<CollectionRef> whenGone;
    private final Rounds rounds;
    private final RecurringTask turns;

    private volatile @Nullable I index;
    private volatile boolean useless;
    private boolean verified;
    private boolean failing;
    private long lastCommit = System.nanoTime();

    /// @param whenGone told when the collection turns out to be gone
    Follower(CollectionRef collection, FollowedKind<I, C> kind, Following following, Consumer<CollectionRef> whenGone) {
        this.collection = collection;
        this.kind = kind;
        this.following = following;
        this.whenGone = whenGone;
        this.turns = following.recurring(this::turn);
        this.rounds = new Rounds(following.patience(), this::behind, turns::wake);
    }

    void start() {
        turns.wake();
    }

    /// Looks for changes now, unless searches see them already.
    ///
    /// @param change number of the last that was made
    void wake(long change) {
        if (rounds.visible() < change) {
            rounds.news();
        }
    }

    Rounds rounds() {
        return rounds;
    }

    /// The index, once it has caught up since it was opened.
    ///
    /// @throws IndexBehindException if that takes too long
    /// @throws RefusedException if the collection is gone
    I ready() {
        rounds.awaitReady();
        I open = index;
        if (open == null) {
            RefusedException gone = rounds.gone();
            throw gone == null ? behind(null) : gone;
        }
        return open;
    }

    /// The index, if it is open.
    @Nullable
    I index() {
        return index;
    }

    /// The index, if it has caught up since it was opened.
    @Nullable
    I readyNow() {
        return rounds.isReady() ? index : null;
    }

    IndexBehindException behind(@Nullable Throwable failure) {
        return new IndexBehindException(kind.name(), collection.name(), following.patience(), failure);
    }

    /// Has the index rebuilt, because a search found it broken.
    void distrust() {
        useless = true;
        rounds.news();
    }

    /// Ends the following; what was applied is committed.
    void stop() {
        rounds.stop(null);
        hurry();
    }

    /// Ends the following; the index is deleted.
    void discard() {
        useless = true;
        rounds.stop(null);
        hurry();
    }

    private void hurry() {
        I open = index;
        if (open != null) {
            open.closeSoon();
        }
    }

    void join() throws InterruptedException {
        turns.join();
    }

    private boolean turn() {
        if (!rounds.begin()) {
            end();
            return false;
        }
        try {
            I open = opened();
            catchUp(open);
            commitIfDue(open);
            recovered();
            rounds.succeeded(open.change());
        } catch (RefusedException gone) {
            rounds.stop(gone);
        } catch (DataAccessException outage) {
            failed(outage);
            verified = false;
            rounds.failed(outage, false);
        } catch (IOException | RuntimeException broken) {
            failed(broken);
            I open = index;
            useless |= open != null && open.isCorruption(broken);
            close();
            rounds.failed(broken, true);
        }
        return true;
    }

    private I opened() throws IOException {
        if (useless) {
            close();
            useless = false;
        }
        I open = index;
        if (open == null) {
            rounds.notReady();
            open = kind.opener().open(collection);
            index = open;
            verified = false;
            say(log.atInfo()).addKeyValue("change", open.change()).log("index opened");
        }
        return open;
    }

    private void catchUp(I open) throws IOException {
        verify(open);
        long published = System.nanoTime();
        List<C> page;
        do {
            page = kind.feed().after(collection, open.change(), kind.page());
            open.apply(page);
            if (isPast(PUBLISH_EVERY.toNanos(), published)) {
                open.publish();
                published = System.nanoTime();
            }
        } while (page.size() == kind.page() && rounds.isOpen());
        open.publish();
    }

    /// An index that is ahead of its database was made from a later state than the one that was restored since.
    private void verify(I open) throws IOException {
        if (!verified && open.change() > 0) {
            if (kind.feed().after(collection, open.change() - 1, 1).isEmpty()) {
                say(log.atWarn())
                        .addKeyValue("change", open.change())
                        .log("index is ahead of the database, rebuilding it");
                rounds.notReady();
                open.clear();
            }
        }
        verified = true;
    }

    private void commitIfDue(I open) throws IOException {
        if (isPast(kind.commit().toNanos(), lastCommit)) {
            open.commit();
            lastCommit = System.nanoTime();
        }
    }

    private static boolean isPast(long nanos, long since) {
        return System.nanoTime() - since > nanos;
    }

    /// Once an outage, not once an attempt.
    private void failed(Exception failure) {
        if (!failing) {
            failing = true;
            say(log.atWarn()).setCause(failure).log("index cannot follow its items, trying on");
        }
    }

    private void recovered() {
        if (failing) {
            failing = false;
            say(log.atInfo()).log("index follows its items again");
        }
    }

    private void end() {
        boolean gone = rounds.gone() != null;
        if (gone) {
            useless = true;
        } else {
            I open = index;
            try {
                if (open != null && !useless) {
                    open.commit();
                }
            } catch (IOException | RuntimeException uncommitted) {
                failed(uncommitted);
            }
        }
        close();
        if (gone) {
            // Only now: whoever asks from here on has the collection followed anew, in the same folder.
            whenGone.accept(collection);
        }
    }

    /// Closes the index, and deletes it if it is of no more use.
    private void close() {
        I open = index;
        index = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
            if (useless) {
                open.delete();
            }
        } catch (IOException | RuntimeException unclosed) {
            say(log.atWarn()).setCause(unclosed).log("index not closed");
        }
    }

    private LoggingEventBuilder say(LoggingEventBuilder event) {
        return event.addKeyValue("index", kind.name()).addKeyValue("collection", collection.name());
    }
}
