package dev.tamis.gateway.upgrade;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.embedding.EmbeddingModels.Model;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.retrieval.RetrievalRequest;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.gateway.client.EmbeddingClient;
import dev.tamis.gateway.client.RetrievalClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.springframework.stereotype.Component;

/// Measures on some of a collection's items how fast a model embeds them.
@Component
class Estimator {

    private static final int DIRECTIONS = 8;
    private static final int ITEMS_A_DIRECTION = 8;

    private final RetrievalClient retrieval;
    private final EmbeddingClient embeddings;

    Estimator(RetrievalClient retrieval, EmbeddingClient embeddings) {
        this.retrieval = retrieval;
        this.embeddings = embeddings;
    }

    /// @param limit items a second that there are to be at most; 0 for no limit
    /// @throws dev.tamis.support.problem.RefusedException if a service does not answer
    Estimate estimate(String name, Model model, double limit) {
        Collection collection = retrieval.collection(name);
        List<String> texts = texts(collection);
        double rate = texts.isEmpty() ? 0 : rate(model.id(), texts);
        return new Estimate(
                collection.items(), limit > 0 ? Math.min(limit, rate) : rate, memory(collection.items(), model));
    }

    /// Of the items that lie in some random directions.
    private List<String> texts(Collection collection) {
        var random = new SplittableRandom(collection.items());
        var texts = new ArrayList<String>();
        for (int i = 0; i < DIRECTIONS; i++) {
            float[] direction = new float[collection.dimension()];
            for (int j = 0; j < direction.length; j++) {
                direction[j] = (float) random.nextGaussian();
            }
            var request = new RetrievalRequest(
                    null,
                    DenseVector.of(direction),
                    null,
                    ITEMS_A_DIRECTION,
                    SearchMode.DENSE,
                    null,
                    null,
                    false,
                    null,
                    null,
                    null);
            retrieval.searchInBackground(collection.name(), request).hits().stream()
                    .map(hit -> new Item(hit.id(), hit.fields(), Map.of(), null).text())
                    .filter(text -> !text.isEmpty())
                    .forEach(texts::add);
        }
        return texts;
    }

    private double rate(String model, List<String> texts) {
        embeddings.documents(model, texts.subList(0, 1)); // so that loading the model does not count
        long begin = System.nanoTime();
        embeddings.documents(model, texts);
        return texts.size() / ((System.nanoTime() - begin) / 1e9);
    }

    /// Nine bits a dimension, and 72 bytes.
    private static long memory(long items, Model model) {
        return items * (9L * model.dimension() / 8 + 72);
    }
}
