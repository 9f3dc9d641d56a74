package dev.tamis.benchmarks.embedding;

import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.common.evaluation.Percentiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// How long queries wait: of many callers at once, and while documents are imported. No query is asked twice, so that
/// the cache has no part in it.
final class Waiting {

    private static final int CALLERS = 32;
    private static final int REQUEST = 64;
    /// Queries of each caller before any counts: until then HTTP's code is compiled beside the model.
    private static final int WARM_UP = 80;
    private static final int EACH = 30;

    private final EmbeddingServer server;
    private final Peer peer;
    private final List<String> queries;
    private final AtomicInteger next = new AtomicInteger();

    Waiting(EmbeddingServer server, Peer peer, List<String> queries) {
        this.server = server;
        this.peer = peer;
        this.queries = queries;
    }

    private interface Ask {
        void query(String text);
    }

    /// Milliseconds of each query where so many callers ask one after the other, in a closed loop.
    private double[] times(int callers, int each, Ask ask) throws Exception {
        try (var pool = Executors.newFixedThreadPool(callers)) {
            var running = new ArrayList<Future<double[]>>();
            for (int caller = 0; caller < callers; caller++) {
                running.add(pool.submit(() -> {
                    double[] times = new double[each];
                    for (int i = 0; i < each; i++) {
                        String text = nextQuery();
                        long begin = System.nanoTime();
                        ask.query(text);
                        times[i] = (System.nanoTime() - begin) / 1e6;
                    }
                    return times;
                }));
            }
            double[] all = new double[callers * each];
            for (int caller = 0; caller < callers; caller++) {
                System.arraycopy(running.get(caller).get(), 0, all, caller * each, each);
            }
            return all;
        }
    }

    private String nextQuery() {
        int number = next.getAndIncrement();
        String query = queries.get(number % queries.size());
        return number < queries.size() ? query : query + " " + number / queries.size();
    }

    private void ask(String text) {
        ask(server, text);
    }

    private void ask(EmbeddingServer asked, String text) {
        asked.embed(peer.name(), List.of(text), InputType.QUERY, "search");
    }

    /// 32 callers: the service beside one that takes one query at a time, both over HTTP, in turns.
    Map<String, Object> together(int rounds) throws Exception {
        var ours = new ArrayList<Double>();
        var single = new ArrayList<Double>();
        try (var oneAtATime = new EmbeddingServer("tamis.embedding.threads=1", "tamis.embedding.batch-texts=1")) {
            times(CALLERS, WARM_UP, this::ask);
            times(CALLERS, WARM_UP, text -> ask(oneAtATime, text));
            for (int round = 0; round < rounds; round++) {
                ours.add(Percentiles.of(times(CALLERS, EACH, this::ask)).p95());
                single.add(Percentiles.of(times(CALLERS, EACH, text -> ask(oneAtATime, text)))
                        .p95());
            }
        }
        var result = new LinkedHashMap<String, Object>();
        result.put("model", peer.name());
        result.put("callers", CALLERS);
        result.put("p95Millis", rounded(Samples.median(ours)));
        result.put("oneAtATimeP95Millis", rounded(Samples.median(single)));
        result.put("ratio", rounded(Samples.median(ours) / Samples.median(single)));
        return result;
    }

    /// One caller's queries, idle and while documents come in, in turns.
    Map<String, Object> besideImport(List<String> documents, int rounds) throws Exception {
        var idle = new ArrayList<Double>();
        var busy = new ArrayList<Double>();
        times(1, CALLERS * WARM_UP / 4, this::ask);
        for (int round = 0; round < rounds; round++) {
            idle.add(Percentiles.of(times(1, 150, this::ask)).p95());
            var stopped = new AtomicBoolean();
            try (var pool = Executors.newFixedThreadPool(2)) {
                var importing = new ArrayList<Future<?>>();
                for (int importer = 0; importer < 2; importer++) {
                    int first = importer * REQUEST;
                    importing.add(pool.submit(() -> {
                        for (int from = first; !stopped.get(); from += 2 * REQUEST) {
                            int at = from % Math.max(1, documents.size() - REQUEST);
                            server.embed(
                                    peer.name(), documents.subList(at, at + REQUEST), InputType.DOCUMENT, "import");
                        }
                    }));
                }
                times(1, 20, this::ask);
                busy.add(Percentiles.of(times(1, 150, this::ask)).p95());
                stopped.set(true);
                for (Future<?> each : importing) {
                    each.get();
                }
            }
        }
        var result = new LinkedHashMap<String, Object>();
        result.put("idleP95Millis", rounded(Samples.median(idle)));
        result.put("importingP95Millis", rounded(Samples.median(busy)));
        result.put("ratio", rounded(Samples.median(busy) / Samples.median(idle)));
        return result;
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
