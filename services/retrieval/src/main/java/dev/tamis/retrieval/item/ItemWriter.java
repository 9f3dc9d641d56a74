package dev.tamis.retrieval.item;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.common.contract.item.ItemResult;
import dev.tamis.common.contract.item.ItemStatus;
import dev.tamis.common.contract.retrieval.ItemsDeleted;
import dev.tamis.common.contract.retrieval.ItemsWritten;
import dev.tamis.common.contract.retrieval.SetVectors;
import dev.tamis.common.contract.retrieval.SetVectors.Made;
import dev.tamis.common.contract.retrieval.WriteItems;
import dev.tamis.retrieval.collection.AttributeCatalog;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.collection.CollectionWrites;
import dev.tamis.retrieval.item.ItemRows.Before;
import dev.tamis.retrieval.item.WriteCheck.Outcome.Failed;
import dev.tamis.retrieval.item.WriteCheck.Outcome.Passed;
import dev.tamis.retrieval.problem.RetrievalRefusal.DimensionMismatch;
import dev.tamis.retrieval.problem.RetrievalRefusal.InvalidFields;
import dev.tamis.retrieval.problem.RetrievalRefusal.VectorOfAnotherModel;
import dev.tamis.support.problem.RefusedException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// Writes and deletes items, each call in one transaction, in all spaces of their collection.
@Service
class ItemWriter {

    private final ItemRows rows;
    private final CollectionWrites collections;
    private final AttributeCatalog attributes;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;
    private final MeterRegistry meters;

    ItemWriter(
            ItemRows rows,
            CollectionWrites collections,
            AttributeCatalog attributes,
            TransactionOperations transactions,
            ApplicationEventPublisher events,
            MeterRegistry meters) {
        this.rows = rows;
        this.collections = collections;
        this.attributes = attributes;
        this.transactions = transactions;
        this.events = events;
        this.meters = meters;
    }

    /// Stores the valid ones of these writes; the others are answered by their problems.
    ItemsWritten write(CollectionRef collection, WriteItems items) {
        var changes = new ArrayList<ItemsChanged>();
        ItemsWritten written = inTransaction(collection, spaces -> writeLocked(spaces, items, changes));
        meters.counter("retrieval.items.written", "collection", collection.name())
                .increment((double) written.results().stream()
                        .filter(result -> result.status() != ItemStatus.FAILED)
                        .count());
        changes.forEach(events::publishEvent);
        return written;
    }

    /// Deletes the items there are of these.
    ///
    /// @return how many there were
    ItemsDeleted delete(CollectionRef collection, Collection<String> ids) {
        var changes = new ArrayList<ItemsChanged>();
        int deleted = inTransaction(collection, spaces -> {
            List<Integer> counts = spaces.stream()
                    .map(space -> deleteLocked(space, ids, changes))
                    .toList();
            return counts.getFirst();
        });
        if (deleted > 0) {
            changes.forEach(events::publishEvent);
        }
        return new ItemsDeleted(deleted, changes.getFirst().change());
    }

    /// Gives items the vectors that they wait for.
    ///
    /// @return number of the last change to the space that the vectors are for
    /// @throws RefusedException if one of the vectors cannot be stored; then none is
    long setVectors(CollectionRef collection, SetVectors vectors) {
        ItemsChanged changed = inTransaction(collection, spaces -> {
            CollectionRef space = spaceOf(vectors.model(), spaces);
            if (space == null) {
                throw new RefusedException(new VectorOfAnotherModel(
                        collection.name(), collection.model(), String.valueOf(vectors.model())));
            }
            List<Made> made = vectors.vectors();
            for (int i = 0; i < made.size(); i++) {
                requireStorable(space, "#/vectors/" + i + "/vector", made.get(i).vector());
            }
            int given = rows.setVectors(space, made);
            return new ItemsChanged(space, collections.end(space, 0, space.model() == null ? 0 : -given));
        });
        events.publishEvent(changed);
        return changed.change();
    }

    /// @param work is given the spaces of the collection, the given one first
    private <T> T inTransaction(CollectionRef collection, Function<List<CollectionRef>, T> work) {
        return Objects.requireNonNull(transactions.execute(transaction -> work.apply(collections.begin(collection))));
    }

    private ItemsWritten writeLocked(List<CollectionRef> spaces, WriteItems writes, List<ItemsChanged> changes) {
        CollectionRef home = spaceOf(writes.model(), spaces);
        var types = new AttributeTypes(attributes.of(spaces.getFirst()));
        var check = new WriteCheck(home, types);
        List<WriteCheck.Outcome> outcomes =
                writes.writes().stream().map(check::check).toList();
        SequencedMap<String, Checked> items = lastOfEach(outcomes);
        List<Set<String>> waiting = spaces.stream()
                .map(space -> {
                    attributes.add(space, types.fresh());
                    return store(
                            space,
                            space.equals(home)
                                    ? items.sequencedValues()
                                    : items.values().stream()
                                            .map(item -> item.in(space))
                                            .toList(),
                            changes);
                })
                .toList();
        return new ItemsWritten(
                outcomes.stream()
                        .map(outcome -> result(outcome, waiting.getFirst()))
                        .toList(),
                changes.getFirst().change());
    }

    /// Which space vectors of a model are for: the first if that is not said, none if it is another model.
    private static @Nullable CollectionRef spaceOf(@Nullable String model, List<CollectionRef> spaces) {
        return model == null
                ? spaces.getFirst()
                : spaces.stream()
                        .filter(space -> model.equals(space.model()))
                        .findFirst()
                        .orElse(null);
    }

    /// @param items no id twice
    /// @return which of them wait for a vector
    private Set<String> store(CollectionRef space, SequencedCollection<Checked> items, List<ItemsChanged> changes) {
        Map<String, Before> before =
                rows.before(space, items.stream().map(each -> each.item().id()).toList());
        if (!items.isEmpty()) {
            rows.upsert(space, items);
        }
        long added = 0;
        long waitingAdded = 0;
        var waiting = new HashSet<String>();
        for (Checked checked : items) {
            Before was = before.getOrDefault(checked.item().id(), Before.ABSENT);
            boolean waits = !hasVector(checked, was) && checked.contentHash() != null && space.model() != null;
            if (waits) {
                waiting.add(checked.item().id());
            }
            added += was.live() ? 0 : 1;
            waitingAdded += (waits ? 1 : 0) - (was.waits(space) ? 1 : 0);
        }
        changes.add(new ItemsChanged(space, collections.end(space, added, waitingAdded)));
        return waiting;
    }

    /// @return how many there were
    private int deleteLocked(CollectionRef space, Collection<String> ids, List<ItemsChanged> changes) {
        List<Before> live =
                rows.before(space, ids).values().stream().filter(Before::live).toList();
        rows.delete(space, ids);
        long waiting = live.stream().filter(before -> before.waits(space)).count();
        changes.add(new ItemsChanged(space, collections.end(space, -live.size(), -waiting)));
        return live.size();
    }

    private static ItemResult result(WriteCheck.Outcome outcome, Set<String> waiting) {
        return switch (outcome) {
            case Failed(ItemResult result) -> result;
            case Passed(Checked checked) -> {
                String id = checked.item().id();
                yield new ItemResult(
                        id, waiting.contains(id) ? ItemStatus.STORED_WITHOUT_VECTOR : ItemStatus.STORED, null);
            }
        };
    }

    private static SequencedMap<String, Checked> lastOfEach(List<WriteCheck.Outcome> outcomes) {
        var last = new LinkedHashMap<String, Checked>();
        for (WriteCheck.Outcome outcome : outcomes) {
            if (outcome instanceof Passed(Checked checked)) {
                last.compute(checked.item().id(), (id, earlier) -> checked.after(earlier));
            }
        }
        return last;
    }

    /// Whether an item has a vector once it is written: its own, or the one it keeps.
    private static boolean hasVector(Checked checked, Before was) {
        return checked.item().vector() != null
                || (was.hasVector()
                        && checked.contentHash() != null
                        && checked.contentHash().equals(was.contentHash()));
    }

    private static void requireStorable(CollectionRef collection, String pointer, @Nullable DenseVector vector) {
        if (vector == null) {
            throw new RefusedException(InvalidFields.of(pointer, "must be given"));
        }
        if (vector.dimension() != collection.dimension()) {
            throw new RefusedException(new DimensionMismatch(pointer, collection.dimension(), vector.dimension()));
        }
        FieldError violation = HalfVectors.violation(pointer, vector);
        if (violation != null) {
            throw new RefusedException(new InvalidFields(List.of(violation)));
        }
    }
}
