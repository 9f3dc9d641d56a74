package dev.tamis.retrieval.problem;

import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.support.problem.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why this service refuses a well-formed request.
public sealed interface RetrievalRefusal extends Refusal {

    /// @param known names of the collections there are, in order
    record UnknownCollection(String name, List<String> known) implements RetrievalRefusal {}

    record DuplicateCollection(String name) implements RetrievalRefusal {}

    /// @param pointer to the vector in the request
    /// @param expected dimension of the collection
    /// @param actual dimension of the vector
    record DimensionMismatch(String pointer, int expected, int actual) implements RetrievalRefusal {}

    /// @param pointer to what names the attribute in the request
    /// @param known names of the attributes there are, in order
    record UnknownAttribute(String pointer, String collection, String attribute, List<String> known)
            implements RetrievalRefusal {}

    /// @param pointer to what is compared or counted
    record AttributeTypeMismatch(String pointer, String detail) implements RetrievalRefusal {}

    /// @param known ids of the fitted models there are, the latest first
    record UnknownModel(String id, List<String> known) implements RetrievalRefusal {}

    /// A fitted model that may not serve.
    ///
    /// @param model its id, or its name if it has no version yet
    /// @param reason a sentence
    record RefusedModel(String model, String reason) implements RetrievalRefusal {}

    /// What is asked for needs a model that is active, or one that is not.
    ///
    /// @param active whether it is
    record UnfitModelState(String id, boolean active) implements RetrievalRefusal {}

    /// The collection keeps its vector space; none is built beside it.
    record UnknownUpgrade(String collection) implements RetrievalRefusal {}

    /// The collection is changed to another model already.
    ///
    /// @param model to which it is changed
    /// @param dimension of that model's vectors
    record UpgradeUnderWay(String collection, String model, int dimension) implements RetrievalRefusal {}

    /// The collection has the model that it is to be changed to.
    record SameModel(String collection, String model) implements RetrievalRefusal {}

    /// The collection's vectors come from its callers.
    record NoModel(String collection) implements RetrievalRefusal {}

    /// @param missing what the change waits for, in sentences
    record UpgradeNotReady(String collection, List<String> missing) implements RetrievalRefusal {
        public UpgradeNotReady {
            missing = List.copyOf(missing);
        }
    }

    /// @param vectors how many items have one in both spaces
    /// @param needed how many are to
    record TooFewVectors(String collection, int vectors, int needed) implements RetrievalRefusal {}

    /// @param model that the collection has; null if it has none
    /// @param given that made the vector
    record VectorOfAnotherModel(String collection, @Nullable String model, String given) implements RetrievalRefusal {}

    /// Fields that are wrong in themselves, whatever the collection.
    record InvalidFields(List<FieldError> errors) implements RetrievalRefusal {

        public static InvalidFields of(String pointer, String detail) {
            return new InvalidFields(List.of(new FieldError(pointer, detail)));
        }
    }
}
