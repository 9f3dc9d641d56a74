package dev.tamis.retrieval.index.memory;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.kernel.HalfDotProducts;
import dev.tamis.retrieval.index.attribute.FacetCounter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The vectors and attributes of one collection in memory.
///
/// Items lie in sealed segments, which are files, and in a tail of what came since. A search reads one snapshot of
/// both: all changes of the batches applied before it began and nothing of those after. One thread at a time applies
/// changes, one at a time maintains; neither waits for the other for long, and searches wait for nobody.
public final class MemoryIndex implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MemoryIndex.class);

    private final IndexIdentity identity;
    private final MemoryIndexSettings settings;
    private final IndexFolder folder;
    private final boolean lasting;
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock maintaining = new ReentrantLock();
    private final QuerySample sample = new QuerySample();
    private volatile Snapshot snapshot;
    private volatile long lastApplied = System.nanoTime();
    private volatile boolean closing;
    private boolean closed;

    private MemoryIndex(
            IndexIdentity identity,
            MemoryIndexSettings settings,
            IndexFolder folder,
            boolean lasting,
            List<Sealed> sealed) {
        this.identity = identity;
        this.settings = settings;
        this.folder = folder;
        this.lasting = lasting;
        this.snapshot = new Snapshot(
                sealed,
                new Tail(identity.dimension()),
                0,
                new long[0],
                new long[0],
                folder.manifest().change(),
                sealed.stream().mapToLong(Sealed::withoutVector).sum());
    }

    /// Opens what a folder holds. What is not of this identity, or damaged, is deleted, and the index begins empty:
    /// change 0 tells the caller to apply everything anew.
    ///
    /// @param folder of this index alone; null to keep nothing longer than the index is open
    public static MemoryIndex open(IndexIdentity identity, MemoryIndexSettings settings, @Nullable Path folder) {
        try {
            IndexFolder opened = folder == null ? IndexFolder.temporary(identity) : IndexFolder.open(folder, identity);
            return new MemoryIndex(identity, settings, opened, folder != null, sealed(opened, settings));
        } catch (IOException failed) {
            throw new UncheckedIOException("the index in " + folder + " cannot be opened", failed);
        }
    }

    /// Deletes what an index left in its folder, unless one uses it.
    public static void deleteUnused(Path folder) throws IOException {
        IndexFolder.deleteUnused(folder);
    }

    private static List<Sealed> sealed(IndexFolder folder, MemoryIndexSettings settings) throws IOException {
        var sealed = new ArrayList<Sealed>();
        try {
            for (int i = 0; i < folder.segments().size(); i++) {
                Segment segment = Segment.of(folder.segments().get(i), settings.rescoring());
                long[] alive = segment.born().clone();
                Bits.without(alive, folder.manifest().segments().get(i).deadBits());
                sealed.add(Sealed.of(segment, alive));
            }
            sealed.sort(Sealed.LARGEST_FIRST);
            return sealed;
        } catch (RefusedFileException damaged) {
            log.atWarn()
                    .addKeyValue("reason", damaged.getMessage())
                    .log("index files refused, reading the collection again");
            folder.clear();
            return List.of();
        }
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /// Number of the last change that searches see; 0 before the first.
    public long change() {
        return snapshot.change;
    }

    /// How many items it holds, with those that have no vector.
    public long size() {
        return snapshot.items;
    }

    /// Applies a batch; it is visible as a whole once this returns.
    ///
    /// @param changes in their order
    /// @param change the number of the last of them
    public void apply(List<VectorChange> changes, long change) {
        if (snapshot.tailCount > settings.tailMost()) {
            maintain();
        }
        writing.lock();
        try {
            var edit = new Edit(snapshot);
            for (VectorChange each : changes) {
                edit.remove(each.id());
                if (!each.deleted()) {
                    edit.append(each);
                }
            }
            snapshot = edit.snapshot(change);
            lastApplied = System.nanoTime();
        } finally {
            writing.unlock();
        }
    }

    /// The best `k` items, or all that are allowed if they are fewer; of equal ones the smaller id first.
    ///
    /// @param query of any norm but zero
    /// @param filter which items may answer; null for all
    public List<MemoryHit> search(float[] query, int k, @Nullable Filter filter, Effort effort) {
        QueryForm form = form(query);
        sample.offer(form);
        return new MemorySearch(snapshot, form, k, filter, effort).hits();
    }

    /// The best `k` items for what is no query, so that nothing is to be learnt from it.
    public List<MemoryHit> neighbours(float[] vector, int k, Effort effort) {
        return new MemorySearch(snapshot, form(vector), k, null, effort).hits();
    }

    /// The cosines of given items, by id; those without a vector are left out.
    public Map<String, Double> cosines(float[] query, Collection<String> ids) {
        QueryForm form = form(query);
        Snapshot now = snapshot;
        var cosines = new HashMap<String, Double>();
        for (String id : ids) {
            Place place = Place.of(id, now);
            if (place != null && place.rows().hasVector(place.ordinal())) {
                float dot = HalfDotProducts.dot(form.unit, place.rows().halves(place.ordinal()), 0);
                cosines.put(id, MemorySearch.cosine(dot, place.rows().inverseNorm(place.ordinal())));
            }
        }
        return cosines;
    }

    /// Counts the values of an attribute among the items that pass a filter, with those that have no vector.
    public void count(String attribute, @Nullable Filter filter, FacetCounter into) {
        Snapshot now = snapshot;
        var allowed = new Allowed(now, filter);
        for (int i = 0; i < now.sealed.size(); i++) {
            Segment segment = now.sealed.get(i).segment;
            segment.attributes().count(attribute, allowed.in(i), segment.ordinals(), into);
        }
        now.tail.attributes().count(attribute, allowed.inTailWithoutVectorToo(), now.tailCount, into);
    }

    /// How much of the exact answer to one of the last queries the first pass of an approximate search finds, and how
    /// much its end.
    ///
    /// @return empty if nothing was asked yet or there is nothing to find
    public Optional<MeasuredRecall> measureRecall(int k, Effort effort) {
        Snapshot now = snapshot;
        QueryForm form = now.items == now.withoutVector ? null : sample.any();
        return form == null ? Optional.empty() : Optional.of(recall(now, form, k, effort));
    }

    private static MeasuredRecall recall(Snapshot now, QueryForm form, int k, Effort effort) {
        Set<String> exact = ids(new MemorySearch(now, form, k, null, Effort.EXACT).hits());
        var found = new MemorySearch(now, form, k, null, effort);
        Set<String> hits = ids(found.hits());
        Set<String> first = new HashSet<>(new MemorySearch(now, form, k, null, effort).shortlisted());
        exact.stream().filter(id -> Place.inTail(id, now)).forEach(first::add);
        return new MeasuredRecall(share(exact, first), share(exact, hits));
    }

    /// Seals and merges what is due, in the calling thread; searches and changes go on meanwhile. It is given up once
    /// the index is to be closed.
    ///
    /// @return whether anything was done
    public boolean maintain() {
        maintaining.lock();
        try {
            if (closing) {
                return false;
            }
            Snapshot now = snapshot;
            boolean quiet = System.nanoTime() - lastApplied > settings.quiet().toNanos();
            Compaction due = Compaction.due(now, settings, quiet);
            if (due != null) {
                compact(now, due, this::isClosing);
                return true;
            }
            return recalibrate(now);
        } catch (CancellationException givenUp) {
            return false;
        } catch (IOException failed) {
            throw new UncheckedIOException("the index cannot be written", failed);
        } finally {
            maintaining.unlock();
        }
    }

    /// Divides all items into one segment, whatever is due.
    ///
    /// @throws CancellationException if the index is to be closed meanwhile
    public void optimize() {
        maintaining.lock();
        try {
            compact(snapshot, Compaction.all(snapshot), this::isClosing);
        } catch (IOException failed) {
            throw new UncheckedIOException("the index cannot be written", failed);
        } finally {
            maintaining.unlock();
        }
    }

    public IndexStatistics statistics() {
        Snapshot now = snapshot;
        return new IndexStatistics(
                now.items,
                now.withoutVector,
                now.sealed.size(),
                now.tailCount,
                now.sealed.stream().mapToLong(each -> each.dead).sum(),
                now.sealed.isEmpty()
                        ? 1
                        : now.sealed.getFirst().segment.vectors().lists().count(),
                now.sealed.stream()
                                .mapToLong(each -> each.segment.memoryBytes())
                                .sum()
                        + now.tail.memoryBytes(),
                now.sealed.stream()
                        .mapToLong(each -> each.segment.file().length())
                        .sum());
    }

    /// Has a running [#maintain] or [#optimize] end soon, without what it is at; there is no other.
    public void closeSoon() {
        closing = true;
    }

    private boolean isClosing() {
        return closing;
    }

    /// Seals the tail, so that the next start need not read it again, and lets go of all files. A tail that is large
    /// enough for coarse lists is left to be read again: that is no slower, and a stop is to be quick.
    @Override
    public void close() {
        closeSoon();
        maintaining.lock();
        writing.lock();
        try {
            if (lasting && !closed) {
                sealRest();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the index cannot be written", failed);
        } finally {
            closed = true;
            letGo();
            writing.unlock();
            maintaining.unlock();
        }
    }

    private void sealRest() throws IOException {
        if (snapshot.tailCount >= settings.listsFrom()) {
            publish(folder.manifest().change());
            return;
        }
        Compaction rest = Compaction.tail(snapshot);
        if (rest != null) {
            compact(snapshot, rest, () -> false);
        }
        publish(snapshot.change);
    }

    /// In any case: what holds a folder that it no longer uses has the next one begin anew elsewhere.
    private void letGo() {
        try {
            folder.close();
        } catch (IOException held) {
            log.atWarn().setCause(held).log("folder of an index not let go of");
        }
    }

    /// @param unwanted whether to give it up
    private void compact(Snapshot before, Compaction due, BooleanSupplier unwanted) throws IOException {
        var workers = new Workers(settings.threads(), unwanted);
        var builder = new SegmentBuilder(identity.dimension(), settings, workers);
        due.addTo(builder);
        Segment made = null;
        if (builder.count() > 0) {
            made = Segment.of(builder.build(folder, due.isDivided(), sample.taken()), settings.rescoring());
        }
        writing.lock();
        try {
            snapshot = due.swap(snapshot, made, identity.dimension());
        } finally {
            writing.unlock();
        }
        publish(before.change);
    }

    /// @param change the last one that is sealed
    private void publish(long change) throws IOException {
        folder.publish(new Manifest(
                change,
                snapshot.sealed.stream()
                        .map(each -> Manifest.Entry.of(each.segment.file(), each.deadBits()))
                        .toList()));
    }

    /// Measures the largest segment anew once there are queries to measure with.
    private boolean recalibrate(Snapshot now) {
        if (now.sealed.isEmpty() || !sample.isNew()) {
            return false;
        }
        SegmentVectors largest = now.sealed.getFirst().segment.vectors();
        var workers = new Workers(settings.threads(), this::isClosing);
        largest.calibrate(new Calibrator(largest, workers).onQueries(sample.taken()));
        return true;
    }

    private QueryForm form(float[] query) {
        if (query.length != identity.dimension()) {
            throw new IllegalArgumentException(
                    "query: expected %d floats, got %d".formatted(identity.dimension(), query.length));
        }
        return new QueryForm(query);
    }

    private static Set<String> ids(List<MemoryHit> hits) {
        return hits.stream().map(MemoryHit::id).collect(Collectors.toSet());
    }

    private static double share(Set<String> wanted, Set<String> found) {
        return wanted.isEmpty()
                ? 1
                : (double) wanted.stream().filter(found::contains).count() / wanted.size();
    }
}
