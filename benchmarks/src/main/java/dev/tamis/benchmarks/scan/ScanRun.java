package dev.tamis.benchmarks.scan;

import dev.tamis.benchmarks.data.Sources;
import dev.tamis.benchmarks.harness.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The process that measures kernels, each in turns with reading its bytes, one thread.
///
/// A round takes the median of its passes; of the rounds, the best counts, for scanning and for reading alike.
public final class ScanRun {

    /// The first is what usearch is compared with.
    private static final List<Function<Codes, ScanKernel>> KERNELS = List.of(
            HammingKernel::new,
            AsymmetricKernel::new,
            codes -> new PlaneKernel(codes, 2),
            codes -> new LookupKernel(codes, 2),
            codes -> new PlaneKernel(codes, 4),
            codes -> new LookupKernel(codes, 4));

    private final Options options;
    private final int rounds;
    private final List<ScanRow> rows = new ArrayList<>();
    private final Map<String, Double> rescoringMicros = new LinkedHashMap<>();
    private String usearch = "measured";
    private long sink;

    private ScanRun(Options options) {
        this.options = options;
        rounds = options.number("rounds", options.full() ? 25 : 9);
    }

    /// Takes the options of the benchmark.
    public static void main(String[] args) throws Exception {
        new ScanRun(Options.parse(Arrays.asList(args))).run();
    }

    private void run() throws IOException {
        int d = options.number("dimension", 384);
        List<String> sizes = options.names("sizes", List.of("1000000", "4000000"));
        for (String size : sizes) {
            var codes = new Codes(d, Integer.parseInt(size));
            System.err.printf("Measuring kernels over %,d vectors ...%n", codes.count());
            try (ScanKernel hamming = KERNELS.getFirst().apply(codes)) {
                measureWithPeer(codes, hamming);
            }
            for (Function<Codes, ScanKernel> each : KERNELS.subList(1, KERNELS.size())) {
                try (ScanKernel kernel = each.apply(codes)) {
                    measure(codes, kernel, null);
                }
            }
        }
        rescore(new Codes(d, Integer.parseInt(sizes.getFirst())));
        print();
    }

    private void measureWithPeer(Codes codes, ScanKernel kernel) throws IOException {
        Usearch started;
        try {
            started = Usearch.start(Path.of(options.get("node-modules", "node_modules")), codes);
        } catch (IOException absent) {
            usearch = "not measured: " + absent.getMessage();
            measure(codes, kernel, null);
            return;
        }
        try (Usearch peer = started) {
            measure(codes, kernel, peer);
        }
    }

    private void measure(Codes codes, ScanKernel kernel, @Nullable Usearch peer) throws IOException {
        double scan = Double.MAX_VALUE;
        double read = Double.MAX_VALUE;
        double its = Double.MAX_VALUE;
        for (int round = -2; round < rounds; round++) { // the first two warm up
            double readNow = median(query -> sink += kernel.read());
            double scanNow = median(kernel::scan);
            double itsNow = peer == null ? 0 : peer.seconds(5);
            if (round >= 0) {
                read = Math.min(read, readNow);
                scan = Math.min(scan, scanNow);
                its = Math.min(its, itsNow);
            }
        }
        double readByte = read / kernel.readBytes();
        rows.add(new ScanRow(
                kernel.name(), kernel.bytes(), kernel.bits(), codes.count(), scan, readByte * kernel.bytes()));
        if (peer != null) {
            long bytes = (long) codes.count() * codes.d() / 8;
            rows.add(new ScanRow("usearch-exact-hamming", bytes, codes.d(), codes.count(), its, readByte * bytes));
        }
    }

    private interface Pass {
        void run(int query);
    }

    private static double median(Pass pass) {
        var seconds = new ArrayList<Double>();
        long end = System.nanoTime() + 100_000_000;
        for (int i = 0; i < ScanKernel.QUERIES || System.nanoTime() < end; i++) {
            long begin = System.nanoTime();
            pass.run(i % ScanKernel.QUERIES);
            seconds.add((System.nanoTime() - begin) / 1e9);
        }
        seconds.sort(null);
        return seconds.get(seconds.size() / 2);
    }

    private void rescore(Codes codes) {
        try (var rescoring = new Rescoring(codes)) {
            double best = Double.MAX_VALUE;
            for (int round = -20; round < 10 * rounds; round++) {
                double seconds = rescoring.seconds();
                best = round < 0 ? best : Math.min(best, seconds);
            }
            rescoringMicros.put("int8 gathered, %d of %d".formatted(Rescoring.CANDIDATES, codes.count()), best * 1e6);
        }
    }

    private void print() {
        if (options.json()) {
            var object = new LinkedHashMap<String, Object>();
            object.put("usearch", usearch);
            object.put("rescoringMicros", rescoringMicros);
            String head = Sources.JSON.writeValueAsString(object);
            System.out.println(head.substring(0, head.length() - 1) + ",\"rows\":[");
            System.out.println(String.join(
                    ",\n",
                    rows.stream()
                            .map(row -> Sources.JSON.writeValueAsString(row.json()))
                            .toList()));
            System.out.println("]}");
            return;
        }
        System.out.println("| kernel | bytes | bits | vectors | ms a pass | ns a vector | GB/s | of read bandwidth |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        rows.forEach(System.out::println);
        System.out.println();
        rescoringMicros.forEach((what, micros) -> System.out.printf("%s: %.1f microseconds%n", what, micros));
        System.out.println("usearch's exact search over the same codes: " + usearch);
        if (sink == 42) {
            System.err.println(Objects.hash(sink)); // what was read is used
        }
    }
}
