package dev.tamis.retrieval.follow;

import dev.tamis.retrieval.collection.CollectionRef;
import java.io.IOException;
import java.time.Duration;

/// How indexes of one kind are opened and fed.
///
/// @param name of the kind, in problems, metrics and logs: `lexical`
/// @param opener opens what is there of a collection, or an empty index where there is nothing that can be used
/// @param page how many changes to read at once
/// @param commit how often changes are made durable
/// @param <I> the index
/// @param <C> what its feed gives
public record FollowedKind<I extends Followed<C>, C>(
        String name, Feed<C> feed, Opener<I> opener, int page, Duration commit) {

    /// Opens the index of a collection.
    @FunctionalInterface
    public interface Opener<I> {
        I open(CollectionRef collection) throws IOException;
    }
}
