package dev.tamis.retrieval.follow;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/// An index of one collection that is kept up with its items. One thread at a time does what changes it.
///
/// @param <C> a change, as its feed gives it
public interface Followed<C> extends Closeable {

    /// Number of the last change that was applied, published or not; 0 before the first.
    long change();

    /// Applies changes, in their order. Searches see them once they are published, at the latest.
    void apply(List<C> changes) throws IOException;

    /// Lets searches see what was applied.
    void publish() throws IOException;

    /// Makes what was applied durable.
    void commit() throws IOException;

    /// Forgets everything. Searches may see what was published until the next time.
    void clear() throws IOException;

    /// Whether a failure says that what is on disk is of no more use.
    boolean isCorruption(Exception failure);

    /// It is about to be closed: what takes long now and can be made up for is to be given up. Any thread may say so.
    default void closeSoon() {}

    /// Lets go of everything that is open. Searches that run may end; new ones fail.
    @Override
    void close() throws IOException;

    /// Deletes what a closed index left on disk.
    void delete() throws IOException;
}
