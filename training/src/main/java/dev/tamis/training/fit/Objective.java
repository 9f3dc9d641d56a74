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
    private final NDArray spread;
    private final NDArray mask;
    private final Batch batch;
    private final double temperature;

    /// @param queries centred vectors of the batch's queries, in full size
    /// @param items centred vectors of the batch's items, in full size
    Objective(NDManager manager, NDArray queries, NDArray items, Batch batch, FitOptions options) {
        this.batch = batch;
        temperature = options.temperature();
        var shape = new Shape(batch.queries.length, batch.items.length);
        mask = manager.create(batch.mask, shape);
        NDArray labels = manager.create(batch.labels, shape).mul((float) options.pairWeight());
        NDArray cosines = queries.matMul(items.transpose());
        targets = cosines.div((float) temperature).add(mask).softmax(1).add(labels);
        spread = spread(cosines);
    }

    NDArray loss(List<NDArray> queries, List<NDArray> items) {
        NDArray sum = null;
        for (int view = 0; view < queries.size(); view++) {
            NDArray cosines = queries.get(view).matMul(items.get(view).transpose());
            NDArray loss = cosines.mul((float) (slope(cosines) / temperature))
                    .add(mask)
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

    /// What a view's cosines are to be multiplied with to come nearest to the teacher's: those of codes are smaller,
    /// those of short prefixes greater, and neither is to be learned.
    private double slope(NDArray cosines) {
        NDArray own = spread(cosines.stopGradient());
        return spread.mul(own).sum().getFloat()
                / Math.max(1e-6f, own.square().sum().getFloat());
    }

    /// The cosines of each query less their mean.
    private static NDArray spread(NDArray cosines) {
        return cosines.sub(cosines.mean(new int[] {1}, true));
    }
}
