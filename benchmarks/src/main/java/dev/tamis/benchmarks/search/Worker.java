package dev.tamis.benchmarks.search;

import dev.tamis.benchmarks.data.Sources;
import dev.tamis.benchmarks.data.VectorFile;
import dev.tamis.benchmarks.harness.Parallel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/// The process of one system: reads a request a line, `{"do": ...}`, and answers each with a line of JSON, until there
/// are no more.
public final class Worker {

    private final SearchSystem system;
    private final List<float[]> queries;
    private final List<float[]> practice;

    private Worker(SearchSystem system, List<float[]> queries, List<float[]> practice) {
        this.system = system;
        this.queries = queries;
        this.practice = practice;
    }

    /// Takes the system's name, a file of items and how many of them, their dimension, files of the queries that are
    /// measured and of others, a folder, and whether items have buckets.
    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err); // libraries greet there
        int d = Integer.parseInt(args[3]);
        VectorFile items = VectorFile.open(Path.of(args[1]), d).first(Integer.parseInt(args[2]));
        var input = new SystemInput(items, Path.of(args[6]), Boolean.parseBoolean(args[7]), Parallel.CORES);
        try (SearchSystem system = Systems.create(args[0], input);
                var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            var worker = new Worker(system, rows(args[4], d), rows(args[5], d));
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                answers.println(Sources.JSON.writeValueAsString(worker.answer(Sources.JSON.readTree(line))));
                answers.flush();
            }
        }
    }

    private static List<float[]> rows(String file, int d) throws IOException {
        VectorFile vectors = VectorFile.open(Path.of(file), d);
        List<float[]> rows = new ArrayList<>();
        for (int row = 0; row < vectors.size(); row++) {
            rows.add(vectors.row(row));
        }
        return rows;
    }

    private Map<String, Object> answer(JsonNode request) throws Exception {
        return switch (request.get("do").asString()) {
            case "build" -> build();
            case "find" ->
                find(request.get("setting").asString(), request.get("below").asInt());
            case "measure" ->
                measure(
                        request.get("setting").asString(),
                        request.get("below").asInt(),
                        request.get("threads").asInt(),
                        request.get("millis").asLong());
            case "reopen" -> reopen(request.get("setting").asString());
            default -> throw new IllegalArgumentException("no such request: " + request);
        };
    }

    private Map<String, Object> build() throws Exception {
        long begin = System.nanoTime();
        system.build();
        system.practise(practice);
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.gc(); // gives back what building took
        IndexSize size = system.size();
        return Map.of(
                "seconds", seconds,
                "bytes", size.bytes(),
                "bytesWithRescoring", size.bytesWithRescoring(),
                "settings", system.settings());
    }

    private Map<String, Object> find(String setting, int below) throws Exception {
        var found = new ArrayList<int[]>();
        try (Searcher searcher = system.searcher(setting, below)) {
            for (float[] query : queries) {
                found.add(searcher.search(query));
            }
        }
        return Map.of("found", found);
    }

    private Map<String, Object> reopen(String setting) throws Exception {
        long begin = System.nanoTime();
        system.reopen();
        try (Searcher searcher = system.searcher(setting, Buckets.ALL)) {
            searcher.search(queries.getFirst());
        }
        return Map.of("seconds", (System.nanoTime() - begin) / 1e9);
    }

    /// A fifth of the time warms up, the rest is counted.
    private Map<String, Object> measure(String setting, int below, int threads, long millis) throws Exception {
        var ready = new CountDownLatch(threads);
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var running = new ArrayList<Future<Double>>();
            for (int thread = 0; thread < threads; thread++) {
                int first = thread * queries.size() / threads;
                running.add(pool.submit(() -> {
                    try (Searcher searcher = system.searcher(setting, below)) {
                        ready.countDown();
                        ready.await();
                        return rate(searcher, first, millis);
                    }
                }));
            }
            double rate = 0;
            for (Future<Double> each : running) {
                rate += each.get();
            }
            return Map.of("queriesPerSecond", rate);
        }
    }

    private double rate(Searcher searcher, int first, long millis) throws Exception {
        long warm = System.nanoTime() + millis * 200_000;
        int next = first;
        while (System.nanoTime() < warm) {
            searcher.search(queries.get(next++ % queries.size()));
        }
        long begin = System.nanoTime();
        long end = begin + millis * 800_000;
        long count = 0;
        long now = begin;
        while (now < end) {
            searcher.search(queries.get(next++ % queries.size()));
            count++;
            now = System.nanoTime();
        }
        return count * 1e9 / (now - begin);
    }
}
