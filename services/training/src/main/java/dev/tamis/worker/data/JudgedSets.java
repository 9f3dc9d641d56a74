package dev.tamis.worker.data;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.retrieval.VectorPage;
import dev.tamis.common.contract.training.JudgedQuery;
import dev.tamis.jobs.JobContext;
import dev.tamis.jobs.JobFailedException;
import dev.tamis.training.data.JudgedSet;
import dev.tamis.training.data.Pair;
import dev.tamis.training.data.Rows;
import dev.tamis.worker.client.EmbeddingClient;
import dev.tamis.worker.client.Patience;
import dev.tamis.worker.client.RetrievalClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Fetches what a job works on.
@Component
public class JudgedSets {

    /// Below so many nothing that is fitted to them holds for others.
    private static final int FEWEST = 100;

    private static final int TEXTS = 64;

    private final RetrievalClient retrieval;
    private final EmbeddingClient embedding;
    private final Patience patience;
    private final TrainingProperties properties;

    JudgedSets(RetrievalClient retrieval, EmbeddingClient embedding, Patience patience, TrainingProperties properties) {
        this.retrieval = retrieval;
        this.embedding = embedding;
        this.patience = patience;
        this.properties = properties;
    }

    /// The items of the job's collection, and these queries, embedded.
    ///
    /// @throws JobFailedException if there are too few items, or queries cannot be embedded
    public JudgedSet fetch(JobContext<?> job, Collection collection, List<JudgedQuery> queries)
            throws InterruptedException {
        Items items = items(job, collection, judged(queries));
        if (items.count() < FEWEST) {
            throw failed(
                    "too-few-items",
                    "collection '%s' has %d items with a vector; it takes at least %d"
                            .formatted(collection.name(), items.count(), FEWEST));
        }
        Rows vectors = queries(job, collection, queries);
        String sample = items.count() < collection.items() ? "a sample of " : "";
        return new JudgedSet(
                "%s%d items of collection %s, and %d queries given with the job"
                        .formatted(sample, items.count(), collection.name(), queries.size()),
                items.rows(),
                vectors,
                pairs(queries, items.positions()),
                copies(queries, items.positions()));
    }

    private static Set<String> judged(List<JudgedQuery> queries) {
        var judged = new HashSet<String>();
        queries.forEach(query -> judged.addAll(relevant(query).keySet()));
        return judged;
    }

    private static Map<String, Double> relevant(JudgedQuery query) {
        return Objects.requireNonNullElse(query.relevant(), Map.of());
    }

    private Items items(JobContext<?> job, Collection collection, Set<String> judged) throws InterruptedException {
        var items = new Items(collection.dimension(), collection.items(), properties.items(), judged);
        String after = "";
        VectorPage page;
        do {
            String last = after;
            page = patience.ask(job, () -> retrieval.vectors(collection.name(), last, properties.page()));
            items.add(page);
            after = page.ids().isEmpty() ? after : page.ids().getLast();
            job.metric("items", items.count());
        } while (page.ids().size() == properties.page());
        return items;
    }

    private Rows queries(JobContext<?> job, Collection collection, List<JudgedQuery> queries)
            throws InterruptedException {
        int d = collection.dimension();
        float[] values = new float[queries.size() * d];
        for (int from = 0; from < queries.size(); from += TEXTS) {
            List<String> texts = queries.subList(from, Math.min(queries.size(), from + TEXTS)).stream()
                    .map(JudgedQuery::text)
                    .toList();
            List<DenseVector> vectors = patience.ask(job, () -> embedding.queries(model(collection), texts));
            for (int i = 0; i < vectors.size(); i++) {
                System.arraycopy(vectors.get(i).toArray(), 0, values, (from + i) * d, d);
            }
            job.metric("queries", from + texts.size());
        }
        return new Rows(values, d);
    }

    private static String model(Collection collection) {
        if (collection.model() == null) {
            throw failed(
                    "no-model",
                    "collection '%s' has no model that could embed queries; its callers bring their own vectors"
                            .formatted(collection.name()));
        }
        return collection.model();
    }

    private static List<Pair> pairs(List<JudgedQuery> queries, Map<String, Integer> positions) {
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < queries.size(); i++) {
            int query = i;
            relevant(queries.get(i)).forEach((id, grade) -> {
                Integer item = positions.get(id);
                if (item != null) {
                    pairs.add(new Pair(query, item, grade));
                }
            });
        }
        return pairs;
    }

    private static Map<Integer, Integer> copies(List<JudgedQuery> queries, Map<String, Integer> positions) {
        var copies = new HashMap<Integer, Integer>();
        for (int i = 0; i < queries.size(); i++) {
            Integer copy =
                    positions.get(Objects.requireNonNullElse(queries.get(i).itself(), ""));
            if (copy != null) {
                copies.put(i, copy);
            }
        }
        return copies;
    }

    private static JobFailedException failed(String type, String detail) {
        String title = Character.toUpperCase(type.charAt(0)) + type.substring(1).replace('-', ' ');
        return new JobFailedException(new Problem(Problem.urn(type), title, 409, detail, null, null));
    }
}
