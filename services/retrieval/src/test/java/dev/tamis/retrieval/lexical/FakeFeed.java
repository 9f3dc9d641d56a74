package dev.tamis.retrieval.lexical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.follow.Feed;
import dev.tamis.retrieval.item.ItemChange;
import dev.tamis.retrieval.problem.RetrievalRefusal.UnknownCollection;
import dev.tamis.support.problem.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DataAccessResourceFailureException;

/// Changes in memory, which can be cut off as if the database were away.
final class FakeFeed implements Feed<ItemChange> {

    private final List<ItemChange> changes = new ArrayList<>();
    private final List<Long> asked = new ArrayList<>();
    private long change;
    private int failures;
    private boolean away;
    private boolean gone;
    private volatile CountDownLatch held = new CountDownLatch(0);
    private final Semaphore waiting = new Semaphore(0);

    synchronized long put(String id, String text) {
        return put(id, text, Map.of());
    }

    synchronized long put(String id, String text, Map<String, Object> attributes) {
        return add(new ItemChange(++change, id, false, text, attributes));
    }

    synchronized long delete(String id) {
        return add(new ItemChange(++change, id, true, "", Map.of()));
    }

    /// The database is away, or back.
    synchronized void away(boolean value) {
        away = value;
    }

    /// The collection was deleted.
    synchronized void gone() {
        gone = true;
    }

    /// The database was restored from an empty state.
    synchronized void forget() {
        changes.clear();
        change = 0;
    }

    /// From now on it gives no answer until the latch is opened.
    CountDownLatch hold() {
        held = new CountDownLatch(1);
        return held;
    }

    /// Waits until someone waits for its answer.
    void awaitQuestion() throws InterruptedException {
        assertThat(waiting.tryAcquire(20, TimeUnit.SECONDS)).as("someone asks").isTrue();
    }

    /// The changes after which it was asked for more.
    synchronized List<Long> asked() {
        return List.copyOf(asked);
    }

    synchronized int failures() {
        return failures;
    }

    private long add(ItemChange last) {
        changes.removeIf(each -> each.id().equals(last.id()));
        changes.add(last);
        return last.change();
    }

    @Override
    public List<ItemChange> after(CollectionRef collection, long change, int limit) {
        if (held.getCount() > 0) {
            waiting.release();
            try {
                held.await();
            } catch (InterruptedException interrupted) {
                throw new AssertionError("followers are not interrupted", interrupted);
            }
        }
        return answer(change, limit);
    }

    private synchronized List<ItemChange> answer(long change, int limit) {
        if (away) {
            failures++;
            throw new DataAccessResourceFailureException("the database is away");
        }
        if (gone) {
            throw new RefusedException(new UnknownCollection("books", List.of()));
        }
        asked.add(change);
        return changes.stream()
                .filter(each -> each.change() > change)
                .limit(limit)
                .toList();
    }
}
