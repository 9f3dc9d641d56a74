package dev.tamis.worker.evaluate;

import dev.tamis.common.model.ModelArtifact;
import dev.tamis.common.model.Projection;
import dev.tamis.common.model.RecurrentCodes;
import dev.tamis.training.data.JudgedSet;
import dev.tamis.training.evaluate.Forms;
import dev.tamis.training.fit.PrincipalComponents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What is measured: prefixes and codes that need no fit, to compare with, and those of fitted models.
final class EvaluatedForms {

    private static final List<Integer> SIZES = List.of(32, 64, 128, 256, 512, 768, 1_024);
    private static final List<Integer> BITS = List.of(1, 2, 4);

    private final JudgedSet set;
    private final Forms forms;
    private final Map<String, ModelArtifact> fitted;
    private final long seed;

    EvaluatedForms(JudgedSet set, Forms forms, Map<String, ModelArtifact> fitted, long seed) {
        this.set = set;
        this.forms = forms;
        this.fitted = fitted;
        this.seed = seed;
    }

    List<EvaluatedForm> all() {
        var all = new ArrayList<EvaluatedForm>();
        int d = set.items().dimension();
        var components = PrincipalComponents.of(set.items(), set.items().mean());
        for (int size : SIZES) {
            if (size < d) {
                all.add(new EvaluatedForm(null, () -> forms.plain(size)));
                all.add(new EvaluatedForm(null, () -> forms.principal(components, size)));
            }
        }
        for (int bits : BITS) {
            all.add(new EvaluatedForm(null, () -> forms.signs(bits * d, seed)));
            all.add(new EvaluatedForm(null, () -> forms.centredSigns(bits * d, seed)));
            all.add(new EvaluatedForm(null, () -> forms.rabitq(bits, seed)));
        }
        fitted.forEach((id, artifact) -> all.addAll(of(id, artifact)));
        return all;
    }

    private List<EvaluatedForm> of(String id, ModelArtifact artifact) {
        return switch (artifact.manifest().kind()) {
            case PROJECTION -> {
                Projection projection = Projection.of(artifact);
                yield projection.sizes().stream()
                        .map(size -> new EvaluatedForm(id, () -> forms.projected(projection, size)))
                        .toList();
            }
            case CODES -> {
                RecurrentCodes codes = RecurrentCodes.of(artifact);
                yield IntStream.rangeClosed(1, codes.levels() + 1)
                        .mapToObj(planes -> new EvaluatedForm(id, () -> forms.recurrent(codes, planes)))
                        .toList();
            }
            case RELEVANCE, RANKING -> List.of();
        };
    }
}
