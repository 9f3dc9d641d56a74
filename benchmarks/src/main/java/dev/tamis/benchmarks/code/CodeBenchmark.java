package dev.tamis.benchmarks.code;

import dev.tamis.benchmarks.data.Sources;
import dev.tamis.benchmarks.harness.Options;
import dev.tamis.benchmarks.harness.Parallel;
import dev.tamis.common.model.Projection;
import dev.tamis.common.model.RecurrentCodes;
import dev.tamis.training.data.JudgedSet;
import dev.tamis.training.evaluate.Form;
import dev.tamis.training.evaluate.FormEvaluation;
import dev.tamis.training.evaluate.FormQuality;
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
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/// What prefixes and codes keep of the quality of full vectors on held-out queries: those that need no fit, and
/// the fitted ones, for several seeds. With `--results` a run goes on where the one before it ended.
///
/// `./tamis bench codes --data ../shared/data`
public final class CodeBenchmark {

    private static final List<Integer> SIZES = List.of(32, 64, 128, 256, 384);
    private static final List<Integer> PLANES = List.of(1, 2, 4);
    private static final int DIMENSION = 384;

    private final String set;
    private final String model;
    private final FormEvaluation evaluation;
    private final Forms forms;
    private final JudgedSet fit;

    private CodeBenchmark(String set, String model, JudgedVectors vectors) {
        this.set = set;
        this.model = model;
        this.evaluation = new FormEvaluation(vectors.heldOut(), Parallel.CORES);
        this.forms = new Forms(vectors.heldOut(), vectors.fit().queries().mean(), Parallel.CORES);
        this.fit = vectors.fit();
    }

    public static void run(Options options) throws Exception {
        Path data = Path.of(options.get("data", "../shared/data"));
        String home = Objects.requireNonNullElse(
                System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home") + "/.cache");
        Path cache = Files.createDirectories(Path.of(options.get("cache", home + "/tamis/bench")));
        List<String> sets = options.names(
                "sets", List.of("scifact", "product-search-homedepot", "product-search-crowdflower", "arguana"));
        List<String> models = options.names("models", List.of("bge-small-en-v1.5", "all-minilm-l6-v2-q"));
        List<Long> seeds = options.names("seeds", List.of("1", "2", "3")).stream()
                .map(Long::valueOf)
                .toList();
        String file = options.values().get("results");
        var results = new CodeResults(file == null ? null : Path.of(file));
        List<Map<String, Object>> json = new ArrayList<>();
        for (String set : sets) {
            for (String model : models) {
                measure(set, model, seeds, results, data, cache);
                var table = new CodeTable(set, model, results.of(set, model));
                if (options.json()) {
                    json.addAll(table.json());
                } else {
                    table.print();
                }
            }
        }
        if (options.json()) {
            System.out.println(Sources.JSON.writeValueAsString(json));
        }
    }

    private static void measure(String set, String model, List<Long> seeds, CodeResults results, Path data, Path cache)
            throws Exception {
        List<Long> missing =
                seeds.stream().filter(seed -> !results.holds(set, model, seed)).toList();
        if (missing.isEmpty()) {
            return;
        }
        var benchmark = new CodeBenchmark(set, model, JudgedVectors.of(data, set, model, cache));
        for (long seed : missing) {
            CodeCell cell = benchmark.measure(seed, results.of(set, model).isEmpty());
            results.add(cell);
            CodeTable.tell(cell);
        }
    }

    private CodeCell measure(long seed, boolean first) {
        Quality full = evaluation.exact();
        List<FormQuality> measured = new ArrayList<>();
        if (first) {
            var components = PrincipalComponents.of(fit.items(), fit.items().mean());
            for (int size : SIZES) {
                add(measured, () -> forms.plain(size));
                add(measured, () -> forms.principal(components, size));
            }
            add(measured, () -> forms.signs(DIMENSION, 0));
        }
        for (int planes : PLANES) {
            if (planes > 1) {
                add(measured, () -> forms.signs(planes * DIMENSION, seed));
            }
            add(measured, () -> forms.centredSigns(planes * DIMENSION, seed));
            add(measured, () -> forms.rabitq(planes, seed));
        }
        List<CodeCell.Fitting> fits = List.of(projection(seed, measured), codes(seed, measured));
        return new CodeCell(set, model, seed, evaluation.judged(), full, fits, measured);
    }

    private CodeCell.Fitting projection(long seed, List<FormQuality> measured) {
        var options = ProjectionFit.defaults(Parallel.CORES).withSeed(seed);
        long begin = System.nanoTime();
        FitResult result =
                new ProjectionFit(SIZES, options).fit(fit, new Label("bench", null, model), FitObserver.NONE, null);
        var fitting = fitting("projection", begin, result);
        Projection projection = Projection.of(result.artifact());
        SIZES.forEach(size -> add(measured, () -> forms.projected(projection, size)));
        return fitting;
    }

    private CodeCell.Fitting codes(long seed, List<FormQuality> measured) {
        var options = RecurrentFit.defaults(Parallel.CORES).withSeed(seed);
        long begin = System.nanoTime();
        FitResult result = new RecurrentFit(3, DIMENSION, RecurrentFit.HIDDEN, options)
                .fit(fit, new Label("bench", null, model), FitObserver.NONE, null);
        var fitting = fitting("codes", begin, result);
        RecurrentCodes codes = RecurrentCodes.of(result.artifact());
        PLANES.forEach(planes -> add(measured, () -> forms.recurrent(codes, planes)));
        return fitting;
    }

    private static CodeCell.Fitting fitting(String what, long begin, FitResult result) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        var curve = result.curve();
        return new CodeCell.Fitting(
                what, seconds, curve.best(), curve.points().getLast().step());
    }

    private void add(List<FormQuality> measured, Supplier<Form> form) {
        measured.add(evaluation.measure(form.get()));
    }
}
