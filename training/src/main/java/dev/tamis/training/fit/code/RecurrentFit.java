package dev.tamis.training.fit.code;

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
import dev.tamis.training.fit.Procrustes;
import dev.tamis.training.fit.Trainer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Fits [dev.tamis.common.model.RecurrentCodes] (*Binary Embedding-based Retrieval at Tencent*, arXiv
/// 2302.08714): codes after each plane learn to order items as the full vectors do, and as judgments do where
/// there are some.
///
/// Fitting starts at what needs none: signs of the randomly rotated principal components, and of what each plane
/// leaves over in the same rotation, which is scalar quantisation in steps of two.
public final class RecurrentFit {

    /// Units of each network that suit vectors of some hundred dimensions.
    public static final int HIDDEN = 256;

    private static final String QUERY = "query.";

    private final int levels;
    private final int dimension;
    private final int hidden;
    private final FitOptions options;

    /// @param levels how often a code is refined: 0, 1 or 3
    /// @param dimension bits in a plane, at most the dimension of the vectors
    /// @param hidden units of each network
    public RecurrentFit(int levels, int dimension, int hidden, FitOptions options) {
        if (levels != 0 && levels != 1 && levels != 3) {
            throw new IllegalArgumentException("levels: expected 0, 1 or 3, got " + levels);
        }
        this.levels = levels;
        this.dimension = dimension;
        this.hidden = hidden;
        this.options = options;
    }

    /// Options that suit collections of a thousand to some hundred thousand items.
    public static FitOptions defaults(int threads) {
        return new FitOptions(300, 96, 4, 64, 4_000, 0.3, 0.01, 0.05, 0.05, 0.3, 50, 4, 0.2, 1, threads);
    }

    /// Cost: a few minutes on two cores for 50,000 items of 384 dimensions.
    ///
    /// @param checkpoint file to go on from and to write to; null for none
    /// @throws dev.tamis.training.fit.FitCancelledException if the observer ends it
    public FitResult fit(JudgedSet set, Label label, FitObserver observer, @Nullable Path checkpoint) {
        Material material = Material.of(set, options);
        var components = PrincipalComponents.of(set.items(), material.itemMean());
        var start = new CodeStart(set.items().dimension(), dimension, hidden, options.seed());
        var students = PrincipalComponents.WHITENINGS.stream()
                .map(whitening ->
                        new RecurrentStudent(levels, "", whitening, start.scalar(levels, components, whitening)))
                .toList();
        return fit(set, material, set.items(), students, material.itemMean(), "", label, observer, checkpoint);
    }

    /// Fits networks for queries alone, so that their codes find items by codes that exist and stay as they
    /// are: after a change of the embedding model, or to mend the codes of queries.
    ///
    /// The networks start as those of the items after the rotation that takes the new item vectors nearest to the
    /// old.
    ///
    /// @param set vectors of the new model
    /// @param frozen made the codes of the items
    /// @param coded vectors of the same items in the same order, of which these codes were made
    public FitResult fitQueries(
            JudgedSet set,
            ModelArtifact frozen,
            Rows coded,
            Label label,
            FitObserver observer,
            @Nullable Path checkpoint) {
        float[] oldMean = frozen.tensor("item.mean", set.items().dimension()).values();
        Rows old = coded.centred(oldMean);
        Material material = Material.of(set, old, options);
        float[] rotation = Procrustes.rotation(material.items(), old);
        var student = new RecurrentStudent(levels, QUERY, 0, CodeStart.turned(frozen, rotation, QUERY));
        String origin = frozen.manifest().weightsSha256();
        return fit(set, material, coded, List.of(student), oldMean, origin, label, observer, checkpoint);
    }

    private FitResult fit(
            JudgedSet set,
            Material material,
            Rows coded,
            List<RecurrentStudent> students,
            float[] itemMean,
            String origin,
            Label label,
            FitObserver observer,
            @Nullable Path checkpoint) {
        String name =
                "codes %d %d %d %s %s %s".formatted(levels, dimension, hidden, origin, options, Artifacts.hash(set));
        var trainer = new Trainer(material, options, observer, checkpoint, name);
        RecurrentStudent student = trainer.best(students);
        var fitted = trainer.fit(student);
        int d = set.items().dimension();
        Rows sample = Artifacts.sample(coded);
        float[] items = fitted.run(sample.centred(itemMean), student::itemCodes);
        float[] queries = fitted.run(sample.centred(material.queryMean()), student::queryCodes);
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("item.mean", Tensor.of(itemMean, d));
        tensors.put("query.mean", Tensor.of(material.queryMean(), d));
        tensors.putAll(fitted.tensors());
        tensors.put("sample.input", Tensor.of(sample.values(), ModelArtifact.SAMPLES, d));
        tensors.put("sample.output", Tensor.of(items, ModelArtifact.SAMPLES, dimension));
        tensors.put("sample.query.output", Tensor.of(queries, ModelArtifact.SAMPLES, dimension));
        ModelArtifact artifact = Artifacts.create(
                ArtifactKind.CODES,
                label,
                set,
                options,
                Map.of("levels", levels, "hidden", hidden, "whitening", student.whitening),
                fitted.curve(),
                fitted.judged(),
                tensors);
        return new FitResult(artifact, fitted.curve());
    }
}
