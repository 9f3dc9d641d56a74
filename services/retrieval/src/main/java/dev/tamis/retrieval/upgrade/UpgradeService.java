package dev.tamis.retrieval.upgrade;

import dev.tamis.common.contract.collection.StartUpgrade;
import dev.tamis.common.contract.collection.Upgrade;
import dev.tamis.common.contract.collection.UpgradeState;
import dev.tamis.retrieval.collection.CollectionCatalog;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.collection.CollectionWrites;
import dev.tamis.retrieval.collection.Space;
import dev.tamis.retrieval.collection.Spaces;
import dev.tamis.retrieval.item.ItemCopies;
import dev.tamis.retrieval.item.ItemCopies.Copied;
import dev.tamis.retrieval.item.ItemsChanged;
import dev.tamis.retrieval.problem.RetrievalRefusal.NoModel;
import dev.tamis.retrieval.problem.RetrievalRefusal.SameModel;
import dev.tamis.retrieval.problem.RetrievalRefusal.UnknownUpgrade;
import dev.tamis.retrieval.problem.RetrievalRefusal.UpgradeNotReady;
import dev.tamis.retrieval.problem.RetrievalRefusal.UpgradeUnderWay;
import dev.tamis.support.problem.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// Takes a collection from one embedding model to another. Every step is one transaction and can be asked for
/// again: whoever is broken off goes on from the state that is stored.
@Service
class UpgradeService {

    /// @param isNew whether it was started just now
    record Started(Upgrade upgrade, boolean isNew) {}

    private static final Logger log = LoggerFactory.getLogger(UpgradeService.class);

    private final CollectionCatalog catalog;
    private final CollectionWrites writes;
    private final Spaces spaces;
    private final ItemCopies copies;
    private final UpgradeRows rows;
    private final MapFitting fitting;
    private final Readiness readiness;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;

    UpgradeService(
            CollectionCatalog catalog,
            CollectionWrites writes,
            Spaces spaces,
            ItemCopies copies,
            UpgradeRows rows,
            MapFitting fitting,
            Readiness readiness,
            TransactionOperations transactions,
            ApplicationEventPublisher events) {
        this.catalog = catalog;
        this.writes = writes;
        this.spaces = spaces;
        this.copies = copies;
        this.rows = rows;
        this.fitting = fitting;
        this.readiness = readiness;
        this.transactions = transactions;
        this.events = events;
    }

    /// Adds the new model's space; from then on items are written to both. Nothing happens if that was done before.
    ///
    /// @throws RefusedException if the collection is unknown, has no model or this one, or is upgraded to another
    Started start(String name, StartUpgrade start) {
        boolean isNew = inTransaction(() -> {
            List<Space> there = writes.hold(name);
            CollectionRef live = there.getFirst().collection();
            if (there.size() > 1) {
                requireSame(upgrading(name, there), start);
                return false;
            }
            if (live.model() == null) {
                throw new RefusedException(new NoModel(name));
            }
            if (live.model().equals(start.model())) {
                throw new RefusedException(new SameModel(name, start.model()));
            }
            rows.add(live, spaces.add(live, start.model(), start.dimension()));
            return true;
        });
        if (isNew) {
            log.atInfo()
                    .addKeyValue("collection", name)
                    .addKeyValue("model", start.model())
                    .log("upgrade started");
        }
        return new Started(get(name), isNew);
    }

    /// @throws RefusedException if the collection is unknown, or not upgraded
    Upgrade get(String name) {
        Upgrading upgrade = upgrading(name);
        List<String> missing = missing(upgrade, 0, readiness.missingIndexes(upgrade));
        CollectionRef live = upgrade.live().collection();
        return new Upgrade(
                name,
                state(upgrade, missing),
                Objects.requireNonNull(live.model()),
                Objects.requireNonNull(upgrade.otherCollection().model()),
                upgrade.live().size().items(),
                upgrade.other().size().items(),
                upgrade.other().size().withoutVector(),
                upgrade.stored().map(),
                missing,
                upgrade.stored().startedAt());
    }

    /// Copies the next items, unless there are none left.
    Upgrade copy(String name, int limit) {
        var changes = new ArrayList<ItemsChanged>();
        inTransaction(() -> {
            Upgrading upgrade = upgrading(name, writes.hold(name));
            CollectionRef other = upgrade.otherCollection();
            Copied copied = copies.copy(
                    upgrade.live().collection(), other, upgrade.stored().copiedTo(), limit);
            if (copied.last() != null) {
                rows.copiedTo(upgrade.stored(), copied.last());
                changes.add(new ItemsChanged(other, writes.end(other, copied.items(), copied.waiting())));
            }
            return copied;
        });
        changes.forEach(events::publishEvent);
        return get(name);
    }

    /// Fits the map by which queries of the new model search the old space.
    Upgrade map(String name) {
        fitting.fit(name, upgrading(name));
        return get(name);
    }

    /// Has searches answered from the new model's vectors; nothing happens if they are.
    ///
    /// @param waiting so many items may still wait for a vector, which they then do where they are searched
    /// @throws RefusedException if that would miss more
    Upgrade switchOver(String name, int waiting) {
        change(name, true, waiting);
        return get(name);
    }

    /// Has searches answered from the old model's vectors again.
    ///
    /// @param waiting so many items may still wait for a vector, which they then do where they are searched
    /// @throws RefusedException if that would miss more, or they never ceased to be
    Upgrade rollBack(String name, int waiting) {
        if (!upgrading(name).isSwitched()) {
            throw new RefusedException(new UpgradeNotReady(
                    name,
                    List.of("searches are not answered from the new model's vectors, so that there is no way back")));
        }
        change(name, false, waiting);
        return get(name);
    }

    /// Ends the upgrade: drops the space that is not live.
    void drop(String name) {
        spaces.drop(name, there -> {
            if (there.size() == 1) {
                throw new RefusedException(new UnknownUpgrade(name));
            }
            return there.subList(1, 2);
        });
        log.atInfo().addKeyValue("collection", name).log("upgrade ended, the other space dropped");
    }

    /// The indexes are looked at before, since that takes time; the stored counters with the lock.
    private void change(String name, boolean toNewer, int waiting) {
        List<String> indexes = readiness.missingIndexes(upgrading(name));
        boolean changed = inTransaction(() -> {
            Upgrading upgrade = upgrading(name, writes.hold(name));
            if (upgrade.isSwitched() == toNewer) {
                return false;
            }
            List<String> missing = missing(upgrade, waiting, indexes);
            if (!missing.isEmpty()) {
                throw new RefusedException(new UpgradeNotReady(name, missing));
            }
            spaces.swap(name);
            return true;
        });
        if (changed) {
            log.atInfo()
                    .addKeyValue("collection", name)
                    .log(toNewer ? "upgrade switched to the new model" : "upgrade rolled back to the old model");
        }
    }

    private List<String> missing(Upgrading upgrade, int tolerated, List<String> indexes) {
        var missing = new ArrayList<>(readiness.missingItems(upgrade, tolerated));
        missing.addAll(indexes);
        return missing;
    }

    private static UpgradeState state(Upgrading upgrade, List<String> missing) {
        if (upgrade.isSwitched()) {
            return UpgradeState.SWITCHED;
        }
        if (!upgrade.isCopied()) {
            return UpgradeState.COPYING;
        }
        if (upgrade.other().size().withoutVector() > 0) {
            return UpgradeState.EMBEDDING;
        }
        return missing.isEmpty() ? UpgradeState.READY : UpgradeState.INDEXING;
    }

    private Upgrading upgrading(String name) {
        return upgrading(name, catalog.spaces(name));
    }

    /// @param there the spaces of the collection, the live one first
    private Upgrading upgrading(String name, List<Space> there) {
        return rows.of(there.getFirst().collection())
                .filter(stored -> there.size() > 1)
                .map(stored -> new Upgrading(there.getFirst(), there.getLast(), stored))
                .orElseThrow(() -> new RefusedException(new UnknownUpgrade(name)));
    }

    private static void requireSame(Upgrading upgrade, StartUpgrade start) {
        CollectionRef newer = upgrade.newer().collection();
        if (!start.model().equals(newer.model()) || start.dimension() != newer.dimension()) {
            throw new RefusedException(
                    new UpgradeUnderWay(newer.name(), String.valueOf(newer.model()), newer.dimension()));
        }
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transactions.execute(transaction -> work.get()));
    }
}
