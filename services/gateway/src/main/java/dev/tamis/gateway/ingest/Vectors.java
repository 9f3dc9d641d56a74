package dev.tamis.gateway.ingest;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.retrieval.PendingItems.Pending;
import dev.tamis.common.contract.retrieval.SetVectors.Made;
import dev.tamis.gateway.client.EmbeddingClient;
import dev.tamis.gateway.client.RetrievalClient;
import dev.tamis.support.problem.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;
import org.springframework.stereotype.Component;

/// Makes the vectors that items wait for, some at a time. Several gateways may do this at once: a vector is only
/// taken for the text that it was made from.
@Component
public class Vectors {

    private final RetrievalClient retrieval;
    private final EmbeddingClient embeddings;
    private final IngestProperties properties;
    /// One a collection, so that in this process no two make the same vectors.
    private final Map<String, Lock> locks = new ConcurrentHashMap<>();

    Vectors(RetrievalClient retrieval, EmbeddingClient embeddings, IngestProperties properties) {
        this.retrieval = retrieval;
        this.embeddings = embeddings;
        this.properties = properties;
    }

    /// Makes vectors until no item waits for one.
    ///
    /// @param goOn asked after every few, and told how many were made
    /// @return how many were made
    /// @throws RefusedException if a service does not answer, or the collection is gone
    public int make(String collection, String model, IntPredicate goOn) {
        Lock lock = locks.computeIfAbsent(collection, name -> new ReentrantLock());
        List<Pending> before = List.of();
        int made = 0;
        do {
            lock.lock();
            try {
                List<Pending> pending = retrieval.pending(collection, properties.backfillItems());
                // The same again means that the vectors were not taken; a look later is soon enough then.
                if (pending.isEmpty() || pending.equals(before)) {
                    return made;
                }
                make(collection, model, pending);
                made += pending.size();
                before = pending;
            } finally {
                lock.unlock();
            }
        } while (goOn.test(made));
        return made;
    }

    private void make(String collection, String model, List<Pending> pending) {
        List<DenseVector> vectors =
                embeddings.documents(model, pending.stream().map(Pending::text).toList());
        List<Made> made = new ArrayList<>(pending.size());
        for (int i = 0; i < pending.size(); i++) {
            Pending item = pending.get(i);
            made.add(new Made(item.id(), item.contentHash(), vectors.get(i)));
        }
        retrieval.setVectors(collection, model, made);
    }
}
