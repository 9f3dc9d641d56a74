package dev.tamis.retrieval.lexical;

import dev.tamis.retrieval.item.ItemChange;
import dev.tamis.retrieval.item.ItemFeed;
import dev.tamis.retrieval.problem.RetrievalRefusal.UnknownCollection;
import dev.tamis.support.problem.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DataAccessResourceFailureException;

/// Changes in memory, which can be cut off as if the database were away.
final class FakeFeed implements ItemFeed {

    private final List<ItemChange> changes = new ArrayList<>();
    private final List<Long> asked = new ArrayList<>();
    private long change;
    private int failures;
    private boolean away;
    private boolean gone;

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
    public synchronized List<ItemChange> after(long collectionId, long change, int limit) {
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
