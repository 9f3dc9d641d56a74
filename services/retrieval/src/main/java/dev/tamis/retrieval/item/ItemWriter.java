package dev.tamis.retrieval.item;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.common.contract.item.ItemResult;
import dev.tamis.common.contract.item.ItemStatus;
import dev.tamis.common.contract.retrieval.ItemsDeleted;
import dev.tamis.common.contract.retrieval.ItemsWritten;
import dev.tamis.common.contract.retrieval.SetVectors.Made;
import dev.tamis.common.contract.retrieval.WriteItems.Write;
import dev.tamis.retrieval.collection.AttributeCatalog;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.collection.CollectionWrites;
import dev.tamis.retrieval.item.ItemRows.Before;
import dev.tamis.retrieval.item.WriteCheck.Outcome.Failed;
import dev.tamis.retrieval.item.WriteCheck.Outcome.Passed;
import dev.tamis.retrieval.problem.RetrievalRefusal.DimensionMismatch;
import dev.tamis.retrieval.problem.RetrievalRefusal.InvalidFields;
import dev.tamis.support.problem.RefusedException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// Writes and deletes items, each call in one transaction.
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
    ItemsWritten write(CollectionRef collection, List<Write> writes) {
        ItemsWritten written = inTransaction(collection, () -> writeLocked(collection, writes));
        meters.counter("retrieval.items.written", "collection", collection.name())
                .increment((double) written.results().stream()
                        .filter(result -> result.status() != ItemStatus.FAILED)
                        .count());
        events.publishEvent(new ItemsChanged(collection, written.change()));
        return written;
    }

    /// Deletes the items there are of these.
    ///
    /// @return how many there were
    ItemsDeleted delete(CollectionRef collection, Collection<String> ids) {
        ItemsDeleted deleted = inTransaction(collection, () -> {
            List<Before> live = rows.before(collection, ids).values().stream()
                    .filter(Before::live)
                    .toList();
            rows.delete(collection, ids);
            long waiting =
                    live.stream().filter(before -> before.waits(collection)).count();
            return new ItemsDeleted(live.size(), collections.end(collection, -live.size(), -waiting));
        });
        if (deleted.deleted() > 0) {
            events.publishEvent(new ItemsChanged(collection, deleted.change()));
        }
        return deleted;
    }

    /// Gives items the vectors that they wait for.
    ///
    /// @throws RefusedException if one of the vectors cannot be stored; then none is
    void setVectors(CollectionRef collection, List<Made> made) {
        for (int i = 0; i < made.size(); i++) {
            requireStorable(
                    collection, "#/vectors/" + i + "/vector", made.get(i).vector());
        }
        long change = inTransaction(collection, () -> {
            int given = rows.setVectors(collection, made);
            return collections.end(collection, 0, collection.model() == null ? 0 : -given);
        });
        events.publishEvent(new ItemsChanged(collection, change));
    }

    private <T> T inTransaction(CollectionRef collection, Supplier<T> work) {
        return Objects.requireNonNull(transactions.execute(transaction -> {
            collections.begin(collection);
            return work.get();
        }));
    }

    private ItemsWritten writeLocked(CollectionRef collection, List<Write> writes) {
        var types = new AttributeTypes(attributes.of(collection));
        var check = new WriteCheck(collection, types);
        List<WriteCheck.Outcome> outcomes = writes.stream().map(check::check).toList();
        SequencedMap<String, Checked> items = lastOfEach(outcomes);
        Map<String, Before> before = rows.before(collection, items.keySet());
        if (!items.isEmpty()) {
            attributes.add(collection, types.fresh());
            rows.upsert(collection, items.sequencedValues());
        }
        long added = 0;
        long waitingAdded = 0;
        var waiting = new HashSet<String>();
        for (Checked checked : items.sequencedValues()) {
            Before was = before.getOrDefault(checked.item().id(), Before.ABSENT);
            boolean waits = !hasVector(checked, was) && checked.contentHash() != null && collection.model() != null;
            if (waits) {
                waiting.add(checked.item().id());
            }
            added += was.live() ? 0 : 1;
            waitingAdded += (waits ? 1 : 0) - (was.waits(collection) ? 1 : 0);
        }
        long change = collections.end(collection, added, waitingAdded);
        return new ItemsWritten(
                outcomes.stream().map(outcome -> result(outcome, waiting)).toList(), change);
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
