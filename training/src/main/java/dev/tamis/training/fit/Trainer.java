package dev.tamis.training.fit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.tamis.common.model.Tensor;
import dev.tamis.training.data.Rows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Fits a student to the material: draws a batch, follows the gradient, and every so often validates. Kept are
/// the parameters of the best validation, which may be those of the start. The same seed, data, options and
/// machine give the same parameters, also after an interruption.
public final class Trainer {

    private final Material material;
    private final FitOptions options;
    private final FitObserver observer;
    private final @Nullable Path checkpoint;
    private final String name;

    /// @param checkpoint file to go on from and to write to; null for none
    /// @param name names data and options: only a checkpoint of that name is gone on from
    public Trainer(
            Material material, FitOptions options, FitObserver observer, @Nullable Path checkpoint, String name) {
        this.material = material;
        this.options = options;
        this.observer = observer;
        this.checkpoint = checkpoint;
        this.name = name;
    }

    /// What was fitted.
    public final class Fitted {

        private final Student student;
        private final SequencedMap<String, float[]> values;
        private final FitCurve curve;

        private Fitted(Student student, SequencedMap<String, float[]> values, FitCurve curve) {
            this.student = student;
            this.values = values;
            this.curve = curve;
        }

        public FitCurve curve() {
            return curve;
        }

        /// The parameters that were best, by name.
        public SequencedMap<String, Tensor> tensors() {
            var tensors = new LinkedHashMap<String, Tensor>();
            student.parameters().all().forEach((each, parameter) -> {
                float[] found = values.get(each);
                if (found != null) {
                    tensors.put(each, Tensor.of(found, parameter.shape()));
                }
            });
            return tensors;
        }

        /// Whether the curve shows nDCG@10 by judgments; else it shows recall of the teacher's best ten.
        public boolean judged() {
            return new Validation(material, options).judged();
        }

        /// Runs the fitted student in the engine.
        ///
        /// @param rows centred, of norm 1
        /// @param output makes one array of them
        public float[] run(Rows rows, BiFunction<Weights, NDArray, NDArray> output) {
            try (NDManager manager = Engines.manager(options.threads())) {
                Weights weights = student.parameters().weights(manager, values);
                return output.apply(weights, array(manager, rows)).toFloatArray();
            }
        }
    }

    /// The student that is best before it is fitted.
    ///
    /// @param students at least one, with the same views
    public <S extends Student> S best(List<S> students) {
        var validation = new Validation(material, options);
        S best = students.getFirst();
        List<Double> first = List.of();
        double highest = Double.NEGATIVE_INFINITY;
        try (NDManager manager = Engines.manager(options.threads())) {
            for (S student : students) {
                Parameters parameters = student.parameters();
                List<Double> scores =
                        validation.scores(student, parameters.weights(manager, parameters.values()), manager);
                first = first.isEmpty() ? scores : first;
                double score = Validation.overall(scores, first);
                if (score > highest) {
                    highest = score;
                    best = student;
                }
            }
        }
        return best;
    }

    /// @throws FitCancelledException if the observer ends it
    public Fitted fit(Student student) {
        try (NDManager manager = Engines.manager(options.threads())) {
            return new Run(student, manager).fit();
        }
    }

    private static NDArray array(NDManager manager, Rows rows) {
        return manager.create(rows.values(), new Shape(rows.count(), rows.dimension()));
    }

    /// One fit, from its begin or its checkpoint to its end.
    private final class Run {

        private final Student student;
        private final Parameters parameters;
        private final NDManager manager;
        private final Validation validation = new Validation(material, options);
        private final List<FitCurve.Point> points = new ArrayList<>();
        private SequencedMap<String, float[]> bestValues = new LinkedHashMap<>();
        private int best;
        private int step;
        private double losses;
        private int summed;

        private Run(Student student, NDManager manager) {
            this.student = student;
            this.parameters = student.parameters();
            this.manager = manager;
        }

        private Fitted fit() {
            if (!resumed()) {
                validate();
            }
            while (step < options.steps() && !stale()) {
                step++;
                double loss = update();
                losses += loss;
                summed++;
                if (step % options.validateEvery() == 0 || step == options.steps()) {
                    validate();
                }
                var progress = new FitObserver.Progress(
                        step, options.steps(), loss, points.getLast().score());
                if (!observer.progressed(progress)) {
                    throw new FitCancelledException(step);
                }
            }
            return new Fitted(student, bestValues, new FitCurve(points, best, student.views()));
        }

        private boolean stale() {
            int since =
                    (int) points.stream().filter(point -> point.step() > best).count();
            return since >= options.patience();
        }

        private double update() {
            // A generator of its own for every step: going on from a checkpoint draws what would have been drawn.
            var random = new SplittableRandom(options.seed() * 1_000_003L + step);
            Batch batch = Batch.draw(material, options, random);
            double rate = options.rate() * 0.5 * (1 + Math.cos(Math.PI * (step - 1) / options.steps()));
            try (NDManager scope = manager.newSubManager()) {
                Weights weights = parameters.learning(scope);
                NDArray queries = array(scope, material.queries().select(batch.queries));
                NDArray items = array(scope, material.items().select(batch.items));
                NDArray coded = material.coded() == material.items()
                        ? items
                        : array(scope, material.coded().select(batch.items));
                var objective = new Objective(scope, queries, items, batch, options);
                float loss;
                Engines.COLLECTING.lock();
                try (GradientCollector collector = Engines.collector()) {
                    NDArray sum = objective.loss(student.queries(weights, queries), student.items(weights, coded));
                    collector.backward(sum);
                    loss = sum.getFloat();
                } finally {
                    Engines.COLLECTING.unlock();
                }
                parameters.fitted().forEach((each, parameter) -> {
                    try (NDArray gradient = weights.get(each).getGradient()) {
                        parameter.update(gradient.toFloatArray(), step, rate, options.pull());
                    }
                });
                return loss;
            }
        }

        private void validate() {
            List<Double> scores;
            try (NDManager scope = manager.newSubManager()) {
                Weights weights = parameters.weights(scope, parameters.values());
                scores = validation.scores(student, weights, scope);
            }
            double score = Validation.overall(
                    scores, points.isEmpty() ? scores : points.getFirst().scores());
            boolean better = points.isEmpty() || score > bestPoint().score();
            points.add(new FitCurve.Point(step, summed == 0 ? 0 : losses / summed, score, scores));
            losses = 0;
            summed = 0;
            if (better) {
                best = step;
                bestValues = parameters.values();
            }
            if (checkpoint != null) {
                write(checkpoint);
            }
        }

        private FitCurve.Point bestPoint() {
            return points.stream()
                    .filter(point -> point.step() == best)
                    .findFirst()
                    .orElseThrow();
        }

        private void write(Path file) {
            var arrays = new LinkedHashMap<String, float[]>();
            parameters.fitted().forEach((each, parameter) -> {
                arrays.put("value." + each, parameter.values);
                arrays.put("first." + each, parameter.first);
                arrays.put("second." + each, parameter.second);
            });
            parameters.fitted().forEach((each, parameter) -> arrays.put("best." + each, bestValues.get(each)));
            new Checkpoint(step, points, best, arrays).write(file, name);
        }

        private boolean resumed() {
            if (checkpoint == null) {
                return false;
            }
            var found = Checkpoint.read(checkpoint, name);
            found.ifPresent(state -> {
                step = state.step();
                best = state.best();
                points.addAll(state.points());
                bestValues = parameters.values();
                parameters.fitted().forEach((each, parameter) -> {
                    restore(state, "value." + each, parameter.values);
                    restore(state, "first." + each, parameter.first);
                    restore(state, "second." + each, parameter.second);
                    float[] values = new float[parameter.values.length];
                    restore(state, "best." + each, values);
                    bestValues.put(each, values);
                });
            });
            return found.isPresent();
        }

        private static void restore(Checkpoint state, String array, float[] into) {
            float[] stored = state.arrays().get(array);
            if (stored == null || stored.length != into.length) {
                throw new IllegalStateException("the checkpoint holds no array %s of %d".formatted(array, into.length));
            }
            System.arraycopy(stored, 0, into, 0, into.length);
        }
    }
}
