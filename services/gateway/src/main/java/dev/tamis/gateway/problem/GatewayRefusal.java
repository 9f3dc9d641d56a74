package dev.tamis.gateway.problem;

import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.common.contract.job.JobState;
import dev.tamis.support.problem.Refusal;
import dev.tamis.support.problem.RefusedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why the gateway refused a request.
public sealed interface GatewayRefusal extends Refusal {

    /// The request carries no API key.
    record MissingKey() implements GatewayRefusal {}

    /// The API key is not one of ours, or was revoked.
    record UnknownKey() implements GatewayRefusal {}

    /// Fields of the request that are well-formed and still wrong, at least one.
    record InvalidFields(List<FieldError> errors) implements GatewayRefusal {
        public InvalidFields {
            errors = List.copyOf(errors);
        }

        public InvalidFields(String pointer, String detail) {
            this(List.of(new FieldError(pointer, detail)));
        }
    }

    /// @param pointer to what names the model
    /// @param known the embedding models there are
    record UnknownModel(String pointer, String model, List<String> known) implements GatewayRefusal {
        public UnknownModel {
            known = List.copyOf(known);
        }
    }

    /// A model that makes no vectors cannot be that of a collection.
    ///
    /// @param pointer to what names the model
    /// @param known the models that can
    record CrossEncoder(String pointer, String model, List<String> known) implements GatewayRefusal {
        public CrossEncoder {
            known = List.copyOf(known);
        }
    }

    /// Nor can one that failed to load.
    ///
    /// @param pointer to what names the model
    /// @param reason in whole sentences, with what to do about it
    /// @param known the models that can
    record FailedModel(String pointer, String model, String reason, List<String> known) implements GatewayRefusal {
        public FailedModel {
            known = List.copyOf(known);
        }
    }

    /// A model that is asked for itself, not as a part of something else.
    ///
    /// @param known the embedding models there are
    record UnknownModelId(String id, List<String> known) implements GatewayRefusal {
        public UnknownModelId {
            known = List.copyOf(known);
        }
    }

    /// @param actual floats in the model's vectors
    /// @param asked what the request says they are
    record ContradictingDimension(String model, int actual, int asked) implements GatewayRefusal {}

    /// There is no collection of this name.
    record UnknownCollection(String name) implements GatewayRefusal {}

    record UnknownItem(String collection, String id) implements GatewayRefusal {}

    record UnknownJob(String id) implements GatewayRefusal {}

    /// A job has no report, or not yet.
    record NoReport(String id) implements GatewayRefusal {}

    /// A job that has succeeded or failed cannot be cancelled.
    record FinishedJob(String id, JobState state) implements GatewayRefusal {}

    /// The body of a bulk request ended before its end.
    ///
    /// @param lines how many were read whole
    record BrokenStream(long lines) implements GatewayRefusal {}

    /// A service did not answer in time, or at all.
    ///
    /// @param service `embedding`, `retrieval` or `ranking`
    record ServiceUnavailable(String service) implements GatewayRefusal {}

    /// A service's own problem, for the caller to read unchanged.
    ///
    /// @param retryAfter the service's `Retry-After`, absent if it gave none
    record Answered(Problem problem, @Nullable String retryAfter) implements GatewayRefusal {

        /// Whether a service answered a problem of this type.
        public static boolean with(RefusedException refused, String type) {
            return refused.refusal() instanceof Answered(Problem problem, var retryAfter)
                    && problem.type().equals(Problem.urn(type));
        }
    }
}
