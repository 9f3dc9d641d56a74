package dev.tamis.retrieval.index;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.follow.Followed;
import dev.tamis.retrieval.follow.IndexFolder;
import dev.tamis.retrieval.follow.IndexFolder.HeldException;
import dev.tamis.retrieval.index.memory.IndexIdentity;
import dev.tamis.retrieval.index.memory.MemoryIndex;
import dev.tamis.retrieval.index.memory.MemoryIndexSettings;
import dev.tamis.retrieval.index.memory.VectorChange;
import dev.tamis.retrieval.item.VectorRow;
import dev.tamis.retrieval.model.ActiveProjection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// The index in memory of one collection, as its follower and its maintainers see it.
final class FollowedMemory implements Followed<VectorRow> {

    private static final Logger log = LoggerFactory.getLogger(FollowedMemory.class);

    private final CollectionRef collection;
    private final @Nullable ActiveProjection projection;
    private final Path folder;
    private final MemoryIndexSettings layout;
    private final Attempts attempts;
    private final ReentrantLock maintaining = new ReentrantLock();
    private volatile MemoryIndex index;
    private volatile boolean closed;

    private FollowedMemory(
            CollectionRef collection, @Nullable ActiveProjection projection, Path folder, IndexProperties properties)
            throws IOException {
        this.collection = collection;
        this.projection = projection;
        this.folder = folder;
        this.layout = properties.layout();
        this.attempts = new Attempts(properties.retryAfter(), System::nanoTime);
        this.index = opened();
    }

    /// Opens what is there of a collection.
    ///
    /// @param projection through which vectors are to be compared; null to compare them as they are
    static FollowedMemory open(
            IndexProperties properties, CollectionRef collection, @Nullable ActiveProjection projection)
            throws IOException {
        var folders = new ProjectedFolders(properties.home(), collection);
        folders.deleteUnusedBut(projection);
        return IndexFolder.open(
                properties.home(),
                folders.nameFor(projection),
                folder -> new FollowedMemory(collection, projection, folder, properties));
    }

    private MemoryIndex opened() throws IOException {
        var identity = projection == null
                ? new IndexIdentity(collection.id(), collection.createdAt(), collection.dimension())
                : new IndexIdentity(
                        collection.id(), collection.createdAt(), projection.dimensions(), projection.mark());
        try {
            return MemoryIndex.open(identity, layout, folder);
        } catch (UncheckedIOException failed) {
            // This class itself, with a reason: the folder is in use. What a file system reports is of a subclass.
            if (Objects.requireNonNull(failed.getCause()).getClass() == FileSystemException.class) {
                throw new HeldException(folder, failed);
            }
            throw failed;
        }
    }

    CollectionRef collection() {
        return collection;
    }

    /// Through which vectors are compared; empty if they are compared as they are.
    Optional<ActiveProjection> projection() {
        return Optional.ofNullable(projection);
    }

    /// Whether vectors are compared through this projection, or as they are if it is null.
    boolean isThrough(@Nullable ActiveProjection other) {
        return projection == null ? other == null : projection.isAs(other);
    }

    /// A query in the form in which it is compared; empty if that has no direction.
    Optional<float[]> query(DenseVector query) {
        return projection == null ? Optional.of(query.toArray()) : projection.query(query);
    }

    /// The vector of an item in the form in which it is compared; empty if that has no direction.
    Optional<DenseVector> item(DenseVector vector) {
        return projection == null
                ? Optional.of(vector)
                : projection.items(List.of(vector)).getFirst();
    }

    /// To be searched, also by those who have it while it is closed.
    MemoryIndex index() {
        return index;
    }

    /// Seals and merges what is due, unless another thread is at it, or it failed a moment ago.
    ///
    /// @return whether anything was done
    boolean maintain() {
        if (closed || !attempts.areDue() || !maintaining.tryLock()) {
            return false;
        }
        try {
            boolean done = !closed && index.maintain();
            if (attempts.succeeded()) {
                say(log.atInfo()).log("index in memory maintained again");
            }
            return done;
        } catch (RuntimeException failed) {
            if (attempts.failed()) {
                say(log.atWarn()).setCause(failed).log("index in memory not maintained, trying on");
            }
            return false;
        } finally {
            maintaining.unlock();
        }
    }

    private LoggingEventBuilder say(LoggingEventBuilder event) {
        return event.addKeyValue("collection", collection.name());
    }

    @Override
    public long change() {
        return index.change();
    }

    @Override
    public void apply(List<VectorRow> rows) {
        if (!rows.isEmpty()) {
            Iterator<Optional<DenseVector>> vectors = compared(rows).iterator();
            var changes = new ArrayList<VectorChange>(rows.size());
            for (VectorRow row : rows) {
                DenseVector vector =
                        row.vector() == null ? null : vectors.next().orElse(null);
                changes.add(new VectorChange(row.id(), row.deleted(), vector, row.attributes()));
            }
            index.apply(changes, rows.getLast().change());
        }
    }

    /// The vectors that there are, in the form in which they are compared; empty for one that has no direction then.
    private List<Optional<DenseVector>> compared(List<VectorRow> rows) {
        List<DenseVector> vectors =
                rows.stream().flatMap(row -> Stream.ofNullable(row.vector())).toList();
        return projection == null ? vectors.stream().map(Optional::of).toList() : projection.items(vectors);
    }

    /// What is applied is visible.
    @Override
    public void publish() {}

    /// What is applied becomes durable as it is sealed, and at the close.
    @Override
    public void commit() {}

    @Override
    public void clear() throws IOException {
        index.closeSoon();
        maintaining.lock();
        try {
            index.close();
            IndexFolder.delete(folder);
            index = opened();
        } finally {
            maintaining.unlock();
        }
    }

    @Override
    public boolean isCorruption(Exception failure) {
        return false;
    }

    @Override
    public void closeSoon() {
        index.closeSoon();
    }

    @Override
    public void close() {
        closed = true;
        closeSoon();
        maintaining.lock();
        try {
            index.close();
        } finally {
            maintaining.unlock();
        }
    }

    @Override
    public void delete() throws IOException {
        IndexFolder.delete(folder);
    }
}
