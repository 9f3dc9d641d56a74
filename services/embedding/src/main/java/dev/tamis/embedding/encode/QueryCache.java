package dev.tamis.embedding.encode;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tamis.common.contract.DenseVector;
import dev.tamis.embedding.tokenize.Tokens;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Remembers the vectors of queries, and encodes one that is asked for twice at the same time once.
///
/// Queries are the same if a model reads the same tokens in them: so its own idea of case, spaces and accents
/// decides, and never is another text's vector answered.
final class QueryCache {

    private static final int ENTRY_BYTES = 2_048;

    private final Cache<Key, DenseVector> vectors;

    /// What is being encoded.
    private final Map<Key, CompletableFuture<DenseVector>> underway = new ConcurrentHashMap<>();

    private final MeterRegistry meters;

    /// @param entries how many vectors are kept, of 384 floats and queries of 64 tokens or less
    QueryCache(int entries, MeterRegistry meters) {
        this.vectors = Caffeine.newBuilder()
                .maximumWeight(entries)
                .weigher(QueryCache::weight)
                .executor(Runnable::run)
                .build();
        this.meters = meters;
        Gauge.builder("embedding.cache.size", vectors, cache -> (double) cache.estimatedSize())
                .description("vectors of queries that are kept")
                .register(meters);
    }

    private static int weight(Key key, DenseVector vector) {
        int bytes = vector.dimension() * Float.BYTES + key.ids.remaining() * Long.BYTES;
        return Math.ceilDiv(bytes, ENTRY_BYTES);
    }

    /// The vectors of queries: those known, and those that are made now.
    ///
    /// @param size name of the model's size
    /// @param encode makes the vectors of queries that are not known; what it throws is thrown
    /// @return futures of the caller's own: cancelling one cancels nothing for others who wait for the same query
    List<CompletableFuture<DenseVector>> get(
            String model,
            String size,
            List<Tokens> queries,
            Function<List<Tokens>, List<CompletableFuture<DenseVector>>> encode) {
        List<CompletableFuture<DenseVector>> results = new ArrayList<>(queries.size());
        List<Tokens> missing = new ArrayList<>();
        List<Promise> promised = new ArrayList<>();
        for (Tokens query : queries) {
            var key = new Key(model, size, LongBuffer.wrap(query.toArray()));
            DenseVector known = vectors.getIfPresent(key);
            if (known != null) {
                results.add(CompletableFuture.completedFuture(known));
                continue;
            }
            var promise = new Promise(key, new CompletableFuture<>());
            var earlier = underway.putIfAbsent(key, promise.vector);
            if (earlier == null) {
                missing.add(query);
                promised.add(promise);
            }
            results.add(Objects.requireNonNullElse(earlier, promise.vector).copy());
        }
        count(model, "miss", missing.size());
        count(model, "hit", queries.size() - missing.size());
        if (!missing.isEmpty()) {
            encode(missing, promised, encode);
        }
        return results;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the promise tells
    private void encode(
            List<Tokens> missing,
            List<Promise> promised,
            Function<List<Tokens>, List<CompletableFuture<DenseVector>>> encode) {
        List<CompletableFuture<DenseVector>> made;
        try {
            made = encode.apply(missing);
        } catch (RuntimeException refused) {
            promised.forEach(promise -> fail(promise, refused));
            throw refused;
        }
        for (int i = 0; i < made.size(); i++) {
            Promise promise = promised.get(i);
            made.get(i).whenComplete((vector, failure) -> {
                if (failure == null) {
                    keep(promise, vector);
                } else {
                    fail(promise, failure);
                }
            });
        }
    }

    private void keep(Promise promise, DenseVector vector) {
        vectors.put(promise.key, vector);
        underway.remove(promise.key);
        promise.vector.complete(vector);
    }

    private void fail(Promise promise, Throwable failure) {
        underway.remove(promise.key);
        promise.vector.completeExceptionally(failure);
    }

    private void count(String model, String result, int queries) {
        meters.counter("embedding.cache.gets", "model", model, "result", result).increment(queries);
    }

    private record Promise(Key key, CompletableFuture<DenseVector> vector) {}

    /// @param ids what the model reads
    private record Key(String model, String size, LongBuffer ids) {}
}
