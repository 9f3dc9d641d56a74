package dev.tamis.benchmarks.code;

import dev.tamis.benchmarks.data.Sources;
import dev.tamis.benchmarks.harness.Options;
import dev.tamis.benchmarks.harness.Parallel;
import dev.tamis.common.model.Projection;
import dev.tamis.common.model.RecurrentCodes;
import dev.tamis.training.data.JudgedSet;
import dev.tamis.training.evaluate.Form;
import dev.tamis.training.evaluate.FormEvaluation;
import dev.tamis.training.evaluate.Forms;
import dev.tamis.training.evaluate.Quality;
import dev.tamis.training.fit.FitObserver;
import dev.tamis.training.fit.FitResult;
import dev.tamis.training.fit.Label;
import dev.tamis.training.fit.PrincipalComponents;
import dev.tamis.training.fit.code.RecurrentFit;
import dev.tamis.training.fit.projection.ProjectionFit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/// What prefixes and codes keep of the quality of full vectors on held-out queries: those that need no fit, and
/// the fitted ones, for several seeds.
///
/// `./tamis bench codes --data ../shared/data`
public final class CodeBenchmark {

    private static final List<Integer> SIZES = List.of(32, 64, 128, 256, 384);
    private static final int DIMENSION = 384;
    private static final int HIDDEN = 256;

    private final FormEvaluation evaluation;
    private final Forms forms;
    private final JudgedSet fit;
    private final String model;
    private final CodeTable table;

    private CodeBenchmark(JudgedVectors vectors, String model, CodeTable table) {
        this.evaluation = new FormEvaluation(vectors.heldOut(), Parallel.CORES);
        this.forms = new Forms(vectors.heldOut(), vectors.fit().queries().mean(), Parallel.CORES);
        this.fit = vectors.fit();
        this.model = model;
        this.table = table;
    }

    public static void run(Options options) throws Exception {
        Path data = Path.of(options.get("data", "../shared/data"));
        String home = Objects.requireNonNullElse(
                System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home") + "/.cache");
        Path cache = Files.createDirectories(Path.of(options.get("cache", home + "/tamis/bench")));
        List<String> sets = options.names(
                "sets", List.of("scifact", "product-search-homedepot", "product-search-crowdflower", "arguana"));
        List<String> models = options.names("models", List.of("bge-small-en-v1.5", "all-minilm-l6-v2-q"));
        List<CodeTable> tables = new ArrayList<>();
        for (String set : sets) {
            for (String model : models) {
                var vectors = JudgedVectors.of(data, set, model, cache);
                var table = new CodeTable(set, model);
                new CodeBenchmark(vectors, model, table).measure(options.number("seeds", 3));
                tables.add(table);
                if (!options.json()) {
                    table.print(tables.size() == 1);
                }
            }
        }
        if (options.json()) {
            System.out.println(Sources.JSON.writeValueAsString(
                    tables.stream().flatMap(table -> table.json().stream()).toList()));
        }
    }

    private void measure(int seeds) {
        Quality full = evaluation.exact();
        table.full(full, evaluation.judged());
        var components = PrincipalComponents.of(fit.items(), fit.items().mean());
        for (int size : SIZES) {
            measure(() -> forms.plain(size));
            measure(() -> forms.principal(components, size));
        }
        measure(() -> forms.signs(DIMENSION, 0));
        for (int seed = 1; seed <= seeds; seed++) {
            long each = seed;
            for (int planes : List.of(1, 2, 4)) {
                if (planes > 1) {
                    measure(() -> forms.signs(planes * DIMENSION, each));
                }
                measure(() -> forms.centredSigns(planes * DIMENSION, each));
                measure(() -> forms.rabitq(planes, each));
            }
            projection(each);
            codes(each);
        }
    }

    private void projection(long seed) {
        long begin = System.nanoTime();
        FitResult result = new ProjectionFit(
                        SIZES, ProjectionFit.defaults(Parallel.CORES).withSeed(seed))
                .fit(fit, new Label("bench", null, model), FitObserver.NONE, null);
        table.fitted("projection", seed, begin, result.curve());
        Projection projection = Projection.of(result.artifact());
        SIZES.forEach(size -> measure(() -> forms.projected(projection, size)));
    }

    private void codes(long seed) {
        long begin = System.nanoTime();
        FitResult result = new RecurrentFit(
                        3,
                        DIMENSION,
                        HIDDEN,
                        RecurrentFit.defaults(Parallel.CORES).withSeed(seed))
                .fit(fit, new Label("bench", null, model), FitObserver.NONE, null);
        table.fitted("codes", seed, begin, result.curve());
        RecurrentCodes codes = RecurrentCodes.of(result.artifact());
        for (int planes : List.of(1, 2, 4)) {
            measure(() -> forms.recurrent(codes, planes));
        }
    }

    private void measure(Supplier<Form> form) {
        table.add(evaluation.measure(form.get()));
    }
}
