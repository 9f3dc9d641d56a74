package dev.tamis.embedding.model;

import dev.tamis.common.contract.embedding.ModelState;
import java.util.Optional;

/// A model of this service, in memory or not.
public interface ServedModel {

    ModelDescription description();

    /// Its name in requests.
    default String name() {
        return description().name();
    }

    /// How far it is on its way into memory.
    ModelState state();

    /// Why it failed, in whole sentences; empty if it did not.
    Optional<String> failure();

    /// Why it failed, and what to do about it.
    default Optional<String> failureAndRemedy() {
        return failure().map(why -> why + " Mend that, then start the embedding service again.");
    }

    /// The model in memory: loads it if need be, on this thread, and waits for it.
    ///
    /// @throws ModelFailedException if it cannot be used
    /// @throws IllegalStateException if it is a cross-encoder
    TextEncoder encoder();

    /// The cross-encoder in memory: loads it if need be, on this thread, and waits for it.
    ///
    /// @throws ModelFailedException if it cannot be used
    /// @throws IllegalStateException if it is no cross-encoder
    PairScorer scorer();
}
