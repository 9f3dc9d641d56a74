package dev.tamis.retrieval.lexical;

import dev.tamis.common.contract.Filter;
import dev.tamis.retrieval.collection.CollectionDeleted;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.item.ItemsChanged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Lexical search in collections. Each has an index on local disk that follows the database within a second; what is
/// on disk can be deleted at any time while the service is down, and is made again from the database.
@Component
public class LexicalIndexes implements AutoCloseable {

    private final ChangeSource feed;
    private final LexicalProperties properties;
    private final Map<CollectionRef, Follower> followers = new ConcurrentHashMap<>();
    private volatile boolean closed;

    LexicalIndexes(ChangeSource feed, LexicalProperties properties) {
        this.feed = feed;
        this.properties = properties;
    }

    /// The items whose text has the highest BM25 for a query: only those in which one of its terms occurs, best first,
    /// equals in the order of their ids. A query of stop words alone finds nothing.
    ///
    /// @param k how many to give at most
    /// @param filter which items may answer; null for all. Every item that passes is considered
    /// @throws IndexBehindException if the index is being built and that takes too long
    /// @throws RefusedException if the collection is gone
    public List<LexicalHit> search(CollectionRef collection, String query, int k, @Nullable Filter filter) {
        return ask(collection, index -> index.search(query, k, filter));
    }

    /// The BM25 of given items for a query, by id; an item in which none of its terms occurs has none.
    ///
    /// @throws IndexBehindException if the index is being built and that takes too long
    /// @throws RefusedException if the collection is gone
    public Map<String, Double> scores(CollectionRef collection, String query, Collection<String> ids) {
        return ask(collection, index -> index.scores(query, ids));
    }

    /// Returns once searches see a change and all before it.
    ///
    /// @param change the number of a change that is committed
    /// @throws IndexBehindException if that takes too long
    /// @throws RefusedException if the collection is gone
    public void awaitChange(CollectionRef collection, long change) {
        follow(collection).awaitChange(change);
    }

    @EventListener
    void on(ItemsChanged changed) {
        if (!closed) {
            follow(changed.collection()).wake();
        }
    }

    /// The follower sees for itself that the collection is gone, and ends.
    @EventListener
    void on(CollectionDeleted deleted) {
        Follower follower = followers.get(deleted.collection());
        if (follower != null) {
            follower.wake();
        }
    }

    /// The follower of a collection, which begins to follow it if nobody did.
    Follower follow(CollectionRef collection) {
        if (closed) {
            throw new IllegalStateException("lexical search is closed");
        }
        return followers.computeIfAbsent(collection, unknown -> {
            var follower = new Follower(unknown, feed, properties, followers::remove);
            follower.start();
            return follower;
        });
    }

    private <T> T ask(CollectionRef collection, Question<T> question) {
        Follower follower = follow(collection);
        try {
            return question.to(follower.ready());
        } catch (CorruptIndexException corrupt) {
            follower.distrust();
            throw new UncheckedIOException("the lexical index of '" + collection.name() + "' is corrupt", corrupt);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "the lexical index of '" + collection.name() + "' cannot be read", unreadable);
        } catch (AlreadyClosedException replaced) {
            throw new IndexBehindException(collection.name(), properties.patience(), replaced);
        }
    }

    /// Commits and closes all indexes.
    @Override
    public void close() {
        closed = true;
        followers.values().forEach(Follower::stop);
        try {
            for (Follower follower : followers.values()) {
                follower.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Question<T> {
        T to(LexicalIndex index) throws IOException;
    }
}
