package dev.tamis.retrieval.lexical;

import dev.tamis.common.contract.Filter;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.follow.Feed;
import dev.tamis.retrieval.follow.FollowedKind;
import dev.tamis.retrieval.follow.Followers;
import dev.tamis.retrieval.follow.Following;
import dev.tamis.retrieval.follow.FollowingIndexes;
import dev.tamis.retrieval.follow.IndexBehindException;
import dev.tamis.retrieval.item.ItemChange;
import dev.tamis.support.problem.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Lexical search in collections. Each has an index on local disk that follows the database within a second; what is
/// on disk can be deleted at any time while the service is down, and is made again from the database.
@Component
public class LexicalIndexes implements FollowingIndexes, AutoCloseable {

    private final Followers<LexicalIndex, ItemChange> followers;

    LexicalIndexes(Feed<ItemChange> feed, LexicalProperties properties, Following following) {
        this.followers = new Followers<>(
                new FollowedKind<>(
                        "lexical",
                        feed,
                        collection -> LexicalIndex.open(collection, properties),
                        properties.page(),
                        properties.commit()),
                following);
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
        followers.awaitChange(collection, change);
    }

    /// Number of the last change that searches see.
    public long visible(CollectionRef collection) {
        return followers.visible(collection);
    }

    /// For how long searches may have missed a change; zero if they miss none that is known of.
    public Duration lag(CollectionRef collection) {
        return followers.lag(collection);
    }

    /// Whether searches see a change, or at least are no more than a second behind.
    public boolean follows(CollectionRef collection, long change) {
        return followers.follows(collection, change);
    }

    @Override
    public void follow(CollectionRef collection) {
        followers.follow(collection);
    }

    @Override
    public boolean wake(long collectionId, long change) {
        return followers.wake(collectionId, change);
    }

    @Override
    public void wakeAll() {
        followers.wakeAll();
    }

    /// An index that is closed meanwhile was replaced, or went with its collection: the next one tells.
    private <T> T ask(CollectionRef collection, Question<T> question) {
        try {
            return askOnce(collection, question);
        } catch (AlreadyClosedException closed) {
            try {
                return askOnce(collection, question);
            } catch (AlreadyClosedException replaced) {
                throw followers.behind(collection, replaced);
            }
        }
    }

    private <T> T askOnce(CollectionRef collection, Question<T> question) {
        LexicalIndex index = followers.ready(collection);
        try {
            return question.to(index);
        } catch (CorruptIndexException corrupt) {
            followers.distrust(collection);
            throw new UncheckedIOException("the lexical index of '" + collection.name() + "' is corrupt", corrupt);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "the lexical index of '" + collection.name() + "' cannot be read", unreadable);
        }
    }

    /// Commits and closes all indexes.
    @Override
    public void close() {
        followers.close();
    }

    private interface Question<T> {
        T to(LexicalIndex index) throws IOException;
    }
}
