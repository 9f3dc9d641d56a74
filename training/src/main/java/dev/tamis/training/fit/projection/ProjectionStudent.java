package dev.tamis.training.fit.projection;

import ai.djl.ndarray.NDArray;
import dev.tamis.training.fit.Parameters;
import dev.tamis.training.fit.PrincipalComponents;
import dev.tamis.training.fit.Student;
import dev.tamis.training.fit.UnitRows;
import dev.tamis.training.fit.Weights;
import java.util.Arrays;
import java.util.List;

/// A matrix for items and one for queries; its views are the prefixes of their outputs.
final class ProjectionStudent implements Student {

    static final String ITEM = "item.matrix";
    static final String QUERY = "query.matrix";

    /// Of the principal components at which it starts.
    final double whitening;

    private final List<Integer> sizes;
    private final Parameters parameters = new Parameters();

    /// @param sizes of the prefixes, ascending
    /// @param inputs dimension of the vectors
    ProjectionStudent(List<Integer> sizes, PrincipalComponents components, double whitening, int inputs) {
        this.whitening = whitening;
        this.sizes = sizes;
        float[] start = Arrays.copyOf(components.scaledAxes(whitening), sizes.getLast() * inputs);
        parameters.add(ITEM, start, sizes.getLast(), inputs);
        parameters.add(QUERY, start, sizes.getLast(), inputs);
    }

    @Override
    public List<String> views() {
        return sizes.stream().map(String::valueOf).toList();
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public List<NDArray> items(Weights weights, NDArray rows) {
        return prefixes(rows.matMul(weights.get(ITEM).transpose()));
    }

    @Override
    public List<NDArray> queries(Weights weights, NDArray rows) {
        return prefixes(rows.matMul(weights.get(QUERY).transpose()));
    }

    private List<NDArray> prefixes(NDArray vectors) {
        return sizes.stream()
                .map(size -> UnitRows.of(vectors.get(":, :" + size)))
                .toList();
    }
}
