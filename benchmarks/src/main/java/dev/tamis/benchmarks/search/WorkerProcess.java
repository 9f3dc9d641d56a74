package dev.tamis.benchmarks.search;

import dev.tamis.benchmarks.data.DataSet;
import dev.tamis.benchmarks.data.Sources;
import dev.tamis.benchmarks.harness.Fork;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A [Worker] in a process of its own, seen from outside.
final class WorkerProcess implements AutoCloseable {

    private final String system;
    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;
    private final Path folder;

    /// What building told.
    record Built(double seconds, IndexSize size, List<String> settings) {}

    private WorkerProcess(String system, Process process, Path folder) {
        this.system = system;
        this.process = process;
        this.folder = folder;
        requests = process.outputWriter();
        answers = process.inputReader();
    }

    /// Starts the process of a system.
    ///
    /// @param count of the items
    /// @param measured file of queries
    /// @param practice file of other queries
    /// @param buckets whether items have their bucket as an attribute (see [Buckets])
    static WorkerProcess start(String system, DataSet data, int count, Path measured, Path practice, boolean buckets)
            throws Exception {
        Path items = data.file(count);
        Path folder = Files.createTempDirectory(items.toAbsolutePath().getParent(), system);
        ProcessBuilder command = Fork.of(
                Worker.class,
                heapMegabytes(system, count, data.dimension()),
                List.of(),
                List.of(
                        system,
                        items.toString(),
                        Integer.toString(count),
                        Integer.toString(data.dimension()),
                        measured.toString(),
                        practice.toString(),
                        folder.toString(),
                        Boolean.toString(buckets)));
        return new WorkerProcess(system, command.start(), folder);
    }

    /// A heap that does not hinder the system.
    static long heapMegabytes(String system, int items, int dimension) {
        if (system.startsWith("pgvector")) {
            return 512; // its memory is PostgreSQL's
        }
        long graph = items * 1_000L;
        long vectors = (long) items * dimension * Float.BYTES;
        long most = switch (system) {
            case Systems.TAMIS -> graph; // no graph, but batches and ids; vectors lie outside the heap
            case "jvector" -> graph + 2 * vectors;
            default -> graph + Math.min(vectors, 2_000_000_000L); // Lucene keeps vectors until its buffer is full
        };
        return 2_048 + most / 1_000_000;
    }

    String system() {
        return system;
    }

    Built build() throws IOException {
        JsonNode answer = ask(Map.of("do", "build"));
        return new Built(
                answer.get("seconds").asDouble(),
                new IndexSize(
                        answer.get("bytes").asLong(),
                        answer.get("bytesWithRescoring").asLong()),
                answer.get("settings").values().stream().map(JsonNode::asString).toList());
    }

    /// The items found for each query.
    int[][] find(String setting, int below) throws IOException {
        return ask(Map.of("do", "find", "setting", setting, "below", below)).get("found").values().stream()
                .map(row -> row.values().stream().mapToInt(JsonNode::asInt).toArray())
                .toArray(int[][]::new);
    }

    double queriesPerSecond(String setting, int below, int threads, long millis) throws IOException {
        return ask(Map.of("do", "measure", "setting", setting, "below", below, "threads", threads, "millis", millis))
                .get("queriesPerSecond")
                .asDouble();
    }

    /// Seconds from the begin of closing to the end of the first search after opening.
    double reopen(String setting) throws IOException {
        return ask(Map.of("do", "reopen", "setting", setting)).get("seconds").asDouble();
    }

    private JsonNode ask(Map<String, Object> request) throws IOException {
        requests.write(Sources.JSON.writeValueAsString(request));
        requests.newLine();
        requests.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the process of %s ended at %s, see above".formatted(system, request));
        }
        return Sources.JSON.readTree(answer);
    }

    @Override
    public void close() throws IOException {
        requests.close();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
