package dev.tamis.training.fit.projection;

import dev.tamis.common.model.ArtifactKind;
import dev.tamis.common.model.ModelArtifact;
import dev.tamis.common.model.Tensor;
import dev.tamis.training.data.JudgedSet;
import dev.tamis.training.data.Rows;
import dev.tamis.training.fit.Artifacts;
import dev.tamis.training.fit.FitObserver;
import dev.tamis.training.fit.FitOptions;
import dev.tamis.training.fit.FitResult;
import dev.tamis.training.fit.Label;
import dev.tamis.training.fit.Material;
import dev.tamis.training.fit.PrincipalComponents;
import dev.tamis.training.fit.Trainer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Fits a [Projection]: it starts at the principal components of the items, whitened as far as
/// is best on the queries that choose, and learns for every size to order
/// items as the full vectors do, and as judgments do where there are some. Items and queries get matrices of
/// their own, because queries lie elsewhere than items (LeanVec-OOD, arXiv 2312.16335).
public final class ProjectionFit {

    private final List<Integer> sizes;
    private final FitOptions options;

    /// @param sizes of the prefixes, ascending; the last is the dimension of the projection
    public ProjectionFit(List<Integer> sizes, FitOptions options) {
        this.sizes = List.copyOf(sizes);
        this.options = options;
        for (int i = 0; i < sizes.size(); i++) {
            if (sizes.get(i) <= (i == 0 ? 0 : sizes.get(i - 1))) {
                throw new IllegalArgumentException("sizes: expected ascending positive numbers, got " + sizes);
            }
        }
        if (sizes.isEmpty()) {
            throw new IllegalArgumentException("sizes: expected at least one");
        }
    }

    /// Options that suit collections of a thousand to some hundred thousand items.
    public static FitOptions defaults(int threads) {
        return new FitOptions(300, 128, 4, 64, 4_000, 0.3, 0.02, 0.05, 0.05, 0.5, 50, 4, 0.2, 1, threads);
    }

    /// Cost: a few minutes on two cores for 50,000 items of 384 dimensions.
    ///
    /// @param checkpoint file to go on from and to write to; null for none
    /// @throws dev.tamis.training.fit.FitCancelledException if the observer ends it
    public FitResult fit(JudgedSet set, Label label, FitObserver observer, @Nullable Path checkpoint) {
        int d0 = set.items().dimension();
        int d = sizes.getLast();
        if (d > d0) {
            throw new IllegalArgumentException("vectors of %d dimensions have no %d".formatted(d0, d));
        }
        Material material = Material.of(set, options);
        var components = PrincipalComponents.of(set.items(), material.itemMean());
        String name = "projection %s %s %s".formatted(sizes, options, Artifacts.hash(set));
        var trainer = new Trainer(material, options, observer, checkpoint, name);
        ProjectionStudent student = trainer.best(PrincipalComponents.WHITENINGS.stream()
                .map(whitening -> new ProjectionStudent(sizes, components, whitening, d0))
                .toList());
        var fitted = trainer.fit(student);

        Rows sample = Artifacts.sample(set.items());
        float[] items = fitted.run(
                sample.centred(material.itemMean()),
                (weights, rows) -> student.items(weights, rows).getLast());
        float[] queries = fitted.run(
                sample.centred(material.queryMean()),
                (weights, rows) -> student.queries(weights, rows).getLast());
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("item.mean", Tensor.of(material.itemMean(), d0));
        tensors.put("query.mean", Tensor.of(material.queryMean(), d0));
        tensors.putAll(fitted.tensors());
        tensors.put("sample.input", Tensor.of(sample.values(), ModelArtifact.SAMPLES, d0));
        tensors.put("sample.output", Tensor.of(items, ModelArtifact.SAMPLES, d));
        tensors.put("sample.query.output", Tensor.of(queries, ModelArtifact.SAMPLES, d));
        ModelArtifact artifact = Artifacts.create(
                ArtifactKind.PROJECTION,
                label,
                set,
                options,
                Map.of("sizes", sizes, "whitening", student.whitening),
                fitted.curve(),
                fitted.judged(),
                tensors);
        return new FitResult(artifact, fitted.curve());
    }
}
