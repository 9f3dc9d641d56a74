package dev.tamis.embedding.problem;

import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.support.problem.Refusal;
import java.time.Duration;
import java.util.List;

/// Why a well-formed request was refused, in terms the client can act on.
public sealed interface EmbeddingRefusal extends Refusal {

    /// No model has this name.
    ///
    /// @param served the names that there are
    record UnknownModel(String name, List<String> served) implements EmbeddingRefusal {
        public UnknownModel {
            served = List.copyOf(served);
        }
    }

    /// Some of the request's fields hold what cannot be encoded; at least one.
    record InvalidFields(List<FieldError> errors) implements EmbeddingRefusal {
        public InvalidFields {
            errors = List.copyOf(errors);
        }
    }

    /// The texts were not encoded within the time that a request may take; those still waiting were dropped.
    record TookTooLong(Duration patience) implements EmbeddingRefusal {}

    /// So many texts wait already that no more are taken in.
    ///
    /// @param waitingTokens what waits
    /// @param retryAfter when there should be room, whole seconds
    record QueueFull(long waitingTokens, Duration retryAfter) implements EmbeddingRefusal {}

    /// The model failed to load.
    ///
    /// @param reason in whole sentences, with what to do about it
    record ModelUnavailable(String name, String reason) implements EmbeddingRefusal {}

    /// The service is stopping: it finishes what it took in, and takes in nothing more.
    record Stopping() implements EmbeddingRefusal {}
}
