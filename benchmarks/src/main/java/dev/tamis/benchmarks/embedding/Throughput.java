package dev.tamis.benchmarks.embedding;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.embedding.model.ServedModels;
import dev.tamis.embedding.model.TextEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Tokens a second of documents: the service over HTTP, LangChain4j and naive ONNX Runtime in this process, in turns.
///
/// Tokens are those that a system's model read, padding not counted: LangChain4j cuts texts sooner for some models.
final class Throughput {

    /// Texts of a request, and requests at once.
    private static final int REQUEST = 64;

    private static final int CALLERS = 4;

    private final EmbeddingServer server;
    private final int rounds;

    Throughput(EmbeddingServer server, int rounds) {
        this.server = server;
        this.rounds = rounds;
    }

    /// @param naive tokens a second of ONNX Runtime with batches of 32
    record Row(String model, String texts, int count, double tamis, double langChain4j, double naive) {

        Map<String, Object> json() {
            var json = new LinkedHashMap<String, Object>();
            json.put("model", model);
            json.put("texts", texts);
            json.put("count", count);
            json.put("tamisTokensPerSecond", Math.round(tamis));
            json.put("langChain4jTokensPerSecond", Math.round(langChain4j));
            json.put("naiveTokensPerSecond", Math.round(naive));
            json.put("overLangChain4j", Math.round(tamis / langChain4j * 100) / 100.0);
            json.put("overNaive", Math.round(tamis / naive * 100) / 100.0);
            return json;
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    Row measure(Peer peer, String name, List<String> texts) throws Exception {
        EmbeddingModel langChain4j = peer.langChain4j().get();
        List<TextSegment> segments = texts.stream().map(TextSegment::from).toList();
        var tamis = new ArrayList<Double>();
        var theirs = new ArrayList<Double>();
        var naive = new ArrayList<Double>();
        try (var onnx = new NaiveOnnx(peer)) {
            server.embed(peer.name(), texts.subList(0, Math.min(REQUEST, texts.size())), InputType.DOCUMENT, "warm");
            langChain4j.embedAll(segments.subList(0, Math.min(REQUEST, segments.size())));
            for (int round = 0; round < rounds; round++) {
                tamis.add(seconds(() -> request(peer, texts)));
                theirs.add(seconds(() -> langChain4j.embedAll(segments)));
                naive.add(seconds(() -> onnx.embedAll(texts)));
            }
        }
        long all = tokens(peer, texts, 512);
        long cut = tokens(peer, texts, peer.langChain4jTokens());
        return new Row(
                peer.name(),
                name,
                texts.size(),
                all / Samples.median(tamis),
                cut / Samples.median(theirs),
                all / Samples.median(naive));
    }

    private static double seconds(Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e9;
    }

    private void request(Peer peer, List<String> texts) throws Exception {
        try (var pool = Executors.newFixedThreadPool(CALLERS)) {
            var running = new ArrayList<Future<?>>();
            for (int from = 0; from < texts.size(); from += REQUEST) {
                List<String> part = texts.subList(from, Math.min(texts.size(), from + REQUEST));
                running.add(pool.submit(() -> server.embed(peer.name(), part, InputType.DOCUMENT, "import")));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
    }

    private static long tokens(Peer peer, List<String> texts, int most) {
        try (var models = ServedModels.builtIn()) {
            TextEncoder encoder = models.named(peer.name()).orElseThrow().encoder();
            return texts.stream()
                    .mapToLong(text -> Math.min(
                            most, encoder.tokenize(text, InputType.DOCUMENT).count()))
                    .sum();
        }
    }
}
