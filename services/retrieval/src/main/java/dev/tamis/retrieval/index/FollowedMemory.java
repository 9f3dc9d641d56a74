package dev.tamis.retrieval.index;

import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.follow.Followed;
import dev.tamis.retrieval.follow.IndexFolder;
import dev.tamis.retrieval.follow.IndexFolder.HeldException;
import dev.tamis.retrieval.index.memory.IndexIdentity;
import dev.tamis.retrieval.index.memory.MemoryIndex;
import dev.tamis.retrieval.index.memory.MemoryIndexSettings;
import dev.tamis.retrieval.index.memory.VectorChange;
import dev.tamis.retrieval.item.VectorRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// The index in memory of one collection, as its follower and its maintainers see it.
final class FollowedMemory implements Followed<VectorRow> {

    private static final Logger log = LoggerFactory.getLogger(FollowedMemory.class);

    private final CollectionRef collection;
    private final Path folder;
    private final MemoryIndexSettings layout;
    private final Attempts attempts;
    private final ReentrantLock maintaining = new ReentrantLock();
    private volatile MemoryIndex index;
    private volatile boolean closed;

    private FollowedMemory(CollectionRef collection, Path folder, IndexProperties properties) throws IOException {
        this.collection = collection;
        this.folder = folder;
        this.layout = properties.layout();
        this.attempts = new Attempts(properties.retryAfter(), System::nanoTime);
        this.index = open(collection, folder, layout);
    }

    /// Opens what is there of a collection.
    static FollowedMemory open(IndexProperties properties, CollectionRef collection) throws IOException {
        return IndexFolder.open(
                properties.home(), collection, folder -> new FollowedMemory(collection, folder, properties));
    }

    private static MemoryIndex open(CollectionRef collection, Path folder, MemoryIndexSettings layout)
            throws IOException {
        var identity = new IndexIdentity(collection.id(), collection.createdAt(), collection.dimension());
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

    /// To be searched.
    MemoryIndex index() {
        return index;
    }

    boolean isClosed() {
        return closed;
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
            List<VectorChange> changes = rows.stream()
                    .map(row -> new VectorChange(row.id(), row.deleted(), row.vector(), row.attributes()))
                    .toList();
            index.apply(changes, rows.getLast().change());
        }
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
            index = open(collection, folder, layout);
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
