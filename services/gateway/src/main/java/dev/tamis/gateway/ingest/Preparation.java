package dev.tamis.gateway.ingest;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.retrieval.ContentHash;
import dev.tamis.common.contract.retrieval.WriteItems.Write;
import dev.tamis.gateway.client.RetrievalClient;
import dev.tamis.support.problem.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives items of one collection what they are stored with: the hash of their content and, unless they have one
/// for that content already, their vector. Once embedding fails, items go without vectors for a while.
final class Preparation {

    private static final Logger log = LoggerFactory.getLogger(Preparation.class);

    /// Makes vectors of texts.
    interface Embedder {

        /// One vector a text, in their order.
        ///
        /// @throws RefusedException if they cannot be made now
        List<DenseVector> vectors(String model, List<String> texts);
    }

    private final String collection;
    private final Supplier<Optional<String>> models;
    private final RetrievalClient retrieval;
    private final Embedder embedder;
    private final long pauseNanos;
    private volatile @Nullable Long pausedAt;

    /// @param models gives the collection's model, which may change; empty if its callers bring their own vectors
    /// @param pause how long embedding is not tried again after it failed
    Preparation(
            String collection,
            Supplier<Optional<String>> models,
            RetrievalClient retrieval,
            Embedder embedder,
            Duration pause) {
        this.collection = collection;
        this.models = models;
        this.retrieval = retrieval;
        this.embedder = embedder;
        this.pauseNanos = pause.toNanos();
    }

    /// @param changing ids of items whose stored state is about to change, so that asking for it would mislead
    Prepared prepare(List<Item> items, Set<String> changing) {
        String model = models.get().orElse(null);
        if (model == null) {
            return new Prepared(
                    items.stream().map(item -> new Write(item, null)).toList(), 0, null);
        }
        List<Write> writes = new ArrayList<>(items.size());
        for (Item item : items) {
            String text = item.text();
            // What has no text has nothing to embed, and what comes with a vector needs none.
            boolean embeddable = item.vector() == null && !text.isEmpty();
            writes.add(new Write(item, embeddable ? ContentHash.of(model, text) : null));
        }
        Set<String> unchanged = unchanged(writes, changing);
        List<Integer> wanting = new ArrayList<>();
        for (int i = 0; i < writes.size(); i++) {
            Write write = writes.get(i);
            if (write.contentHash() != null && !unchanged.contains(write.item().id())) {
                wanting.add(i);
            }
        }
        return new Prepared(writes, embed(model, writes, wanting), model);
    }

    private Set<String> unchanged(List<Write> writes, Set<String> changing) {
        Map<String, String> hashes = new HashMap<>();
        Set<String> repeated = new HashSet<>(changing);
        Set<String> seen = new HashSet<>();
        for (Write write : writes) {
            if (!seen.add(write.item().id())) {
                repeated.add(write.item().id());
            }
            if (write.contentHash() != null) {
                hashes.put(write.item().id(), write.contentHash());
            }
        }
        hashes.keySet().removeAll(repeated);
        if (hashes.isEmpty()) {
            return Set.of();
        }
        try {
            return retrieval.unchanged(collection, hashes);
        } catch (RefusedException unknown) {
            return Set.of(); // then they are embedded once more; whether they can be stored, the write will tell
        }
    }

    /// Puts vectors into the writes at these positions.
    ///
    /// @return how many were made
    private int embed(String model, List<Write> writes, List<Integer> positions) {
        if (positions.isEmpty() || isPaused()) {
            return 0;
        }
        List<String> texts =
                positions.stream().map(i -> writes.get(i).item().text()).toList();
        List<DenseVector> vectors;
        try {
            vectors = embedder.vectors(model, texts);
        } catch (RefusedException unavailable) {
            pausedAt = System.nanoTime();
            log.atWarn()
                    .addKeyValue("collection", collection)
                    .addKeyValue("items", texts.size())
                    .addKeyValue("cause", unavailable.getMessage())
                    .log("items stored without vectors for now");
            return 0;
        }
        for (int i = 0; i < vectors.size(); i++) {
            int position = positions.get(i);
            Write bare = writes.get(position);
            writes.set(position, new Write(bare.item().withVector(vectors.get(i)), bare.contentHash()));
        }
        return vectors.size();
    }

    private boolean isPaused() {
        Long since = pausedAt;
        return since != null && System.nanoTime() - since < pauseNanos;
    }

    /// @param writes one an item, in their order
    /// @param embedded how many vectors the model made
    /// @param model that made them; null if the collection has none
    record Prepared(
            List<Write> writes, int embedded, @Nullable String model) {
        Prepared {
            writes = List.copyOf(writes);
        }
    }
}
