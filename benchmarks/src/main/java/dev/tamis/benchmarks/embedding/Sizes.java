package dev.tamis.benchmarks.embedding;

import dev.tamis.benchmarks.data.Sources;
import dev.tamis.benchmarks.harness.Parallel;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.evaluation.Judgments;
import dev.tamis.common.evaluation.RankingMetrics;
import dev.tamis.common.kernel.DotProducts;
import dev.tamis.common.kernel.Normalization;
import dev.tamis.common.kernel.TopN;
import dev.tamis.embedding.model.ModelSize;
import dev.tamis.embedding.model.ServedModel;
import dev.tamis.embedding.model.ServedModels;
import dev.tamis.embedding.model.TextEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the vectors of a model are worth at each of the dimensions to which they may be cut: Spearman's correlation on
/// STS-B's test pairs, and nDCG@10 of an exact search on SciFact.
final class Sizes {

    private static final int QUERIES = 200;

    private final Path data;
    private final boolean search;

    /// @param search whether SciFact is embedded too, which takes minutes for each model
    Sizes(Path data, boolean search) {
        this.data = data;
        this.search = search;
    }

    /// @param queriesPerSecond of one thread; a cut costs nothing, so it is the same for all dimensions
    /// @param ndcg null if it was not measured
    record Row(
            String model,
            int dimensions,
            double queriesPerSecond,
            double spearman,
            @Nullable Double ndcg) {

        Map<String, Object> json() {
            var json = new LinkedHashMap<String, Object>();
            json.put("model", model);
            json.put("dimensions", dimensions);
            json.put("queriesPerSecond", Math.round(queriesPerSecond));
            json.put("stsbSpearman", Math.round(spearman * 10_000) / 10_000.0);
            if (ndcg != null) {
                json.put("scifactNdcg@10", Math.round(ndcg * 10_000) / 10_000.0);
            }
            return json;
        }
    }

    List<Row> measure(String name) throws IOException {
        try (var models = ServedModels.builtIn()) {
            ServedModel model = models.named(name).orElseThrow();
            List<String[]> pairs = Sources.lines(data.resolve("stsb"), "sts-test.csv").stream()
                    .map(line -> line.split("\t", -1))
                    .toList();
            float[][] first = vectors(model, pairs.stream().map(pair -> pair[5]).toList(), InputType.DOCUMENT);
            float[][] second =
                    vectors(model, pairs.stream().map(pair -> pair[6]).toList(), InputType.DOCUMENT);
            double[] scores = pairs.stream()
                    .mapToDouble(pair -> Double.parseDouble(pair[4]))
                    .toArray();
            double rate = rate(model, pairs.stream().map(pair -> pair[5]).toList());
            Scifact scifact = search ? new Scifact(model) : null;
            var rows = new ArrayList<Row>();
            for (int d : model.description().dimensions()) {
                double[] cosines = new double[pairs.size()];
                for (int i = 0; i < cosines.length; i++) {
                    cosines[i] = DotProducts.dot(prefix(first[i], d), 0, prefix(second[i], d), 0, d);
                }
                Double ndcg = scifact == null ? null : scifact.ndcg(d);
                rows.add(new Row(name, d, rate, Samples.spearman(cosines, scores), ndcg));
            }
            return rows;
        }
    }

    private static double rate(ServedModel model, List<String> texts) {
        TextEncoder encoder = model.encoder();
        ModelSize size = model.description().full();
        long begin = System.nanoTime();
        for (int i = 0; i < QUERIES; i++) {
            encoder.encode(texts.get(i % texts.size()), InputType.QUERY, size);
        }
        return QUERIES * 1e9 / (System.nanoTime() - begin);
    }

    private static float[][] vectors(ServedModel model, List<String> texts, InputType type) {
        TextEncoder encoder = model.encoder();
        ModelSize size = model.description().full();
        float[][] vectors = new float[texts.size()][];
        Parallel.forEach(
                texts.size(),
                i -> vectors[i] =
                        encoder.encode(texts.get(i), type, size).vector().toArray());
        return vectors;
    }

    private static float[] prefix(float[] vector, int d) {
        float[] prefix = Arrays.copyOf(vector, d);
        Normalization.normalize(prefix);
        return prefix;
    }

    /// SciFact by one model.
    private final class Scifact {

        private final List<Item> documents;
        private final List<String> ids = new ArrayList<>();
        private final Map<String, Map<String, Double>> grades = new HashMap<>();
        private final float[][] documentVectors;
        private final float[][] queryVectors;

        Scifact(ServedModel model) throws IOException {
            Path folder = data.resolve("scifact");
            documents = Sources.corpus(folder, Integer.MAX_VALUE);
            for (String line : Files.readAllLines(folder.resolve("qrels/test.tsv"))) {
                String[] row = line.split("\t", -1);
                if (!row[0].equals("query-id")) {
                    grades.computeIfAbsent(row[0], query -> new HashMap<>()).put(row[1], Double.parseDouble(row[2]));
                }
            }
            var texts = new ArrayList<String>();
            for (String line : Sources.lines(folder, "queries.jsonl")) {
                var query = Sources.JSON.readTree(line);
                if (grades.containsKey(query.get("_id").asString())) {
                    ids.add(query.get("_id").asString());
                    texts.add(query.get("text").asString());
                }
            }
            documentVectors = vectors(model, documents.stream().map(Item::text).toList(), InputType.DOCUMENT);
            queryVectors = vectors(model, texts, InputType.QUERY);
        }

        double ndcg(int d) {
            float[] rows = new float[documentVectors.length * d];
            for (int i = 0; i < documentVectors.length; i++) {
                System.arraycopy(prefix(documentVectors[i], d), 0, rows, i * d, d);
            }
            float[] scores = new float[documentVectors.length];
            double sum = 0;
            for (int query = 0; query < queryVectors.length; query++) {
                DotProducts.score(prefix(queryVectors[query], d), rows, scores);
                var best = new TopN(10);
                for (int i = 0; i < scores.length; i++) {
                    best.offer(scores[i], i);
                }
                int[] ordinals = new int[10];
                best.drainSorted(ordinals, new float[10]);
                List<String> ranking = Arrays.stream(ordinals)
                        .mapToObj(ordinal -> documents.get(ordinal).id())
                        .toList();
                sum += RankingMetrics.ndcg(ranking, new Judgments(grades.getOrDefault(ids.get(query), Map.of())), 10);
            }
            return sum / queryVectors.length;
        }
    }
}
