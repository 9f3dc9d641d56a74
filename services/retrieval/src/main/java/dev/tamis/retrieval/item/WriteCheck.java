package dev.tamis.retrieval.item;

import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.common.contract.Texts;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.item.ItemResult;
import dev.tamis.common.contract.item.ItemRules;
import dev.tamis.common.contract.item.ItemStatus;
import dev.tamis.common.contract.retrieval.ContentHash;
import dev.tamis.common.contract.retrieval.WriteItems.Write;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.support.problem.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// Tells which of several writes may be carried out, each for itself.
final class WriteCheck {

    /// What a check comes to.
    sealed interface Outcome {
        record Passed(Checked checked) implements Outcome {}

        record Failed(ItemResult result) implements Outcome {}
    }

    private static final int MAX_HASH_LENGTH = 64;

    private final @Nullable CollectionRef space;
    private final AttributeTypes types;

    /// @param space that the vectors were made for; null if they are of no use
    WriteCheck(@Nullable CollectionRef space, AttributeTypes types) {
        this.space = space;
        this.types = types;
    }

    Outcome check(Write write) {
        Item item = write.item();
        if (item == null) {
            return failed("", "invalid-item", List.of(new FieldError("#", "the write has no item")));
        }
        if (space != null && item.vector() != null && item.vector().dimension() != space.dimension()) {
            return failed(
                    item.id(),
                    "dimension-mismatch",
                    List.of(new FieldError(
                            "#/vector",
                            "has %d dimensions, vectors of this collection have %d"
                                    .formatted(item.vector().dimension(), space.dimension()))));
        }
        List<FieldError> errors = violations(write);
        if (errors.isEmpty()) {
            errors = types.admit(item.attributes());
        }
        return errors.isEmpty()
                ? new Outcome.Passed(new Checked(item, contentHash(write)))
                : failed(item.id(), "invalid-item", errors);
    }

    private static List<FieldError> violations(Write write) {
        List<FieldError> errors = ItemRules.violations(write.item());
        if (!errors.isEmpty()) {
            return errors;
        }
        String hash = write.contentHash();
        if (hash != null && (hash.length() > MAX_HASH_LENGTH || Texts.violation(hash) != null)) {
            return List.of(new FieldError(
                    "#/contentHash", "must have at most %d characters, none of them NUL".formatted(MAX_HASH_LENGTH)));
        }
        if (write.item().vector() == null) {
            return List.of();
        }
        FieldError half = HalfVectors.violation("#/vector", write.item().vector());
        return half == null ? List.of() : List.of(half);
    }

    /// The hash that was given, or that of the text where a vector is to be made and none was given: it ties the
    /// vector to the text it was made from. Without text no vector can be made.
    private @Nullable String contentHash(Write write) {
        String model = space == null ? null : space.model();
        if (write.item().vector() != null || model == null) {
            return write.contentHash();
        }
        String text = write.item().text();
        if (text.isEmpty()) {
            return null;
        }
        return write.contentHash() == null ? ContentHash.of(model, text) : write.contentHash();
    }

    private static Outcome failed(String id, String type, List<FieldError> errors) {
        Problem problem = Problems.toRecord(Problems.fieldProblem(HttpStatus.UNPROCESSABLE_CONTENT, type, errors));
        return new Outcome.Failed(new ItemResult(
                id,
                ItemStatus.FAILED,
                new Problem(problem.type(), problem.title(), problem.status(), problem.detail(), null, errors)));
    }
}
