package dev.tamis.retrieval.lexical;

import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.item.ItemChange;
import dev.tamis.support.problem.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.lucene.index.CorruptIndexException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// Keeps the index of one collection up with the changes to its items, in a thread of its own: whenever it is woken,
/// and every so often. It outlives whatever fails, except the end of the collection, with which it ends.
///
/// The thread must not be interrupted: Lucene would lose its files.
final class Follower {

    private static final Logger log = LoggerFactory.getLogger(Follower.class);
    /// While there is much to catch up with: each time costs a segment.
    private static final Duration PUBLISH_EVERY = Duration.ofSeconds(1);

    private final CollectionRef collection;
    private final ChangeSource feed;
    private final LexicalProperties properties;
    private final Consumer<CollectionRef> whenGone;
    private final Rounds rounds;
    private final Thread thread;

    private volatile @Nullable LexicalIndex index;
    private volatile boolean corrupt;
    private boolean verified;
    private boolean failing;
    private long lastCommit = System.nanoTime();

    /// @param whenGone told when the collection turns out to be gone
    Follower(
            CollectionRef collection,
            ChangeSource feed,
            LexicalProperties properties,
            Consumer<CollectionRef> whenGone) {
        this.collection = collection;
        this.feed = feed;
        this.properties = properties;
        this.whenGone = whenGone;
        this.rounds = new Rounds(collection.name(), properties.poll(), properties.patience());
        // No virtual thread: searches are, never wait, and would leave it no carrier under load.
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("lexical-" + collection.name())
                .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Looks for changes now.
    void wake() {
        rounds.wake();
    }

    /// Returns once searches see a change and all before it.
    ///
    /// @throws IndexBehindException if that takes too long
    /// @throws RefusedException if the collection is gone
    void awaitChange(long change) {
        rounds.awaitChange(change);
    }

    /// The index, once it has caught up since it was opened.
    ///
    /// @throws IndexBehindException if that takes too long
    /// @throws RefusedException if the collection is gone
    LexicalIndex ready() {
        rounds.awaitReady();
        LexicalIndex open = index;
        if (open == null) {
            throw new IndexBehindException(collection.name(), properties.patience(), null);
        }
        return open;
    }

    /// Has the index rebuilt, because a search found it broken.
    void distrust() {
        corrupt = true;
        rounds.wake();
    }

    /// Ends the following; what was applied is committed.
    void stop() {
        rounds.stop(null);
    }

    void join() throws InterruptedException {
        thread.join();
    }

    private void run() {
        while (rounds.next()) {
            try {
                LexicalIndex open = opened();
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
                if (broken instanceof CorruptIndexException) {
                    corrupt = true;
                }
                close();
                rounds.failed(broken, true);
            }
        }
        end();
    }

    private LexicalIndex opened() throws IOException {
        if (corrupt) {
            close();
            corrupt = false;
        }
        LexicalIndex open = index;
        if (open == null) {
            rounds.notReady();
            open = LexicalIndex.open(collection, properties);
            index = open;
            verified = false;
            log.atInfo()
                    .addKeyValue("collection", collection.name())
                    .addKeyValue("change", open.change())
                    .log("lexical index opened");
        }
        return open;
    }

    private void catchUp(LexicalIndex open) throws IOException {
        verify(open);
        long published = System.nanoTime();
        List<ItemChange> page;
        do {
            page = feed.after(collection, open.change(), properties.page());
            open.apply(page);
            if (isPast(PUBLISH_EVERY.toNanos(), published)) {
                open.publish();
                published = System.nanoTime();
            }
        } while (page.size() == properties.page() && rounds.isOpen());
        open.publish();
    }

    /// An index that is ahead of its database was made from a later state than the one that was restored since.
    private void verify(LexicalIndex open) throws IOException {
        if (!verified && open.change() > 0) {
            if (feed.after(collection, open.change() - 1, 1).isEmpty()) {
                log.atWarn()
                        .addKeyValue("collection", collection.name())
                        .addKeyValue("change", open.change())
                        .log("lexical index is ahead of the database, rebuilding it");
                rounds.notReady();
                open.clear();
            }
        }
        verified = true;
    }

    private void commitIfDue(LexicalIndex open) throws IOException {
        if (isPast(properties.commit().toNanos(), lastCommit)) {
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
            log.atWarn()
                    .addKeyValue("collection", collection.name())
                    .setCause(failure)
                    .log("lexical index cannot follow its items, trying on");
        }
    }

    private void recovered() {
        if (failing) {
            failing = false;
            log.atInfo().addKeyValue("collection", collection.name()).log("lexical index follows its items again");
        }
    }

    private void end() {
        RefusedException gone = rounds.gone();
        if (gone != null) {
            corrupt = true;
            whenGone.accept(collection);
        } else {
            LexicalIndex open = index;
            try {
                if (open != null) {
                    open.commit();
                }
            } catch (IOException | RuntimeException uncommitted) {
                failed(uncommitted);
            }
        }
        close();
    }

    /// Closes the index, and deletes it if it is of no more use.
    private void close() {
        LexicalIndex open = index;
        index = null;
        if (open == null) {
            return;
        }
        Path folder = open.folder();
        try {
            open.close();
            if (corrupt) {
                IndexFolder.delete(folder);
            }
        } catch (IOException | RuntimeException unclosed) {
            log.atWarn().addKeyValue("folder", folder).setCause(unclosed).log("lexical index not closed");
        }
    }
}
