package dev.tamis.training.fit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/// What is made small: for each view, how far its order of the items of a batch is from the teacher's, plus how
/// far it is from the judgments.
///
/// The first term is the cross-entropy of `softmax(cosines / t)` against the same of the teacher's cosines,
/// which is their Kullback-Leibler divergence up to a constant; the second InfoNCE with all relevant items of
/// the batch as positives (arXiv 1807.03748, 2004.11362), at the same temperature. Summed over prefixes as in
/// *Matryoshka Representation Learning* (arXiv 2205.13147).
final class Objective {

    private final NDArray targets;
    private final NDArray mask;
    private final Batch batch;
    private final FitOptions options;

    /// @param queries centred vectors of the batch's queries, in full size
    /// @param items centred vectors of the batch's items, in full size
    Objective(NDManager manager, NDArray queries, NDArray items, Batch batch, FitOptions options) {
        this.batch = batch;
        this.options = options;
        var shape = new Shape(batch.queries.length, batch.items.length);
        mask = manager.create(batch.mask, shape);
        NDArray labels = manager.create(batch.labels, shape).mul((float) options.pairWeight());
        targets = logits(queries, items).softmax(1).add(labels);
    }

    NDArray loss(List<NDArray> queries, List<NDArray> items) {
        NDArray sum = null;
        for (int view = 0; view < queries.size(); view++) {
            NDArray loss = logits(queries.get(view), items.get(view))
                    .logSoftmax(1)
                    .mul(targets)
                    .sum();
            sum = sum == null ? loss : sum.add(loss);
        }
        if (sum == null) {
            throw new IllegalArgumentException("a student needs at least one view");
        }
        return sum.div(-queries.size() * batch.queries.length);
    }

    private NDArray logits(NDArray queries, NDArray items) {
        return queries.div((float) options.temperature())
                .matMul(items.transpose())
                .add(mask);
    }
}
