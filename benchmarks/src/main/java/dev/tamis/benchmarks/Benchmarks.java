package dev.tamis.benchmarks;

import dev.tamis.benchmarks.code.CodeBenchmark;
import dev.tamis.benchmarks.embedding.EmbeddingBenchmark;
import dev.tamis.benchmarks.harness.Options;
import dev.tamis.benchmarks.scan.ScanBenchmark;
import dev.tamis.benchmarks.search.GrowthBenchmark;
import dev.tamis.benchmarks.search.LiveBenchmark;
import dev.tamis.benchmarks.search.SearchBenchmark;
import java.util.Arrays;
import java.util.List;

/// `./tamis bench NAME [options]`.
public final class Benchmarks {

    private static final String USAGE = """
            usage: ./tamis bench NAME [options]
              import  [--json] [--beir DIR] [--items N] [--rounds N]
                      items a second through the whole platform, beside the raw model's rate for the same texts
              quality [--json] [--data DIR] [--sets a,b] [--max-queries N]
                      nDCG@10, recall@100, MRR@10 and latency on public test collections, a row a search mode
              embedding [--json] [--full] [--data DIR] [--parts throughput,waiting,sizes] [--models a,b] [--rounds N]
                      tokens a second, waiting times and sizes, beside LangChain4j and plain ONNX Runtime
              codes   [--json] [--data DIR] [--cache DIR] [--sets a,b] [--models a,b] [--seeds 1,2,3] [--results FILE]
                      nDCG@10 and recall of prefixes and codes, plain and fitted, on queries that were not fitted on
              scan    [--json] [--full] [--sizes N,N] [--dimension D] [--rounds N] [--node-modules DIR]
                      scan kernels beside the read bandwidth of this machine and, where npm has it, usearch
              search  [--json] [--full] [--filters] [--data DIR] [--cache DIR] [--items N] [--queries N]
                      [--systems a,b] [--threads 1,2] [--rounds N] [--millis N]
                      recall@10 and queries a second of Tamis, Lucene, JVector and pgvector on the same vectors
              live    [--json] [--data DIR] [--cache DIR] [--items N] [--upserts N] [--seconds N] [--rounds N]
                      p50 and p99 of searches while items change, beside idle
              upgrade [--json] [--data DIR] [--set S] [--from M] [--to M] [--items N] [--queries N] [--mode M] [--rate N]
                      nDCG@10, failed searches and failed writes while a collection changes its embedding model
              growth  [--json] [--full] [--data DIR] [--cache DIR] [--sizes N,N] [--svg FILE]
                      time of a query, memory, build and restart by size, and a plot of them
            """;

    private Benchmarks() {}

    /// Runs the benchmark that the first argument names; exits with 2 if there is none of that name.
    public static void main(String[] args) throws Exception {
        List<String> options = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
        switch (args.length == 0 ? "" : args[0]) {
            case "import" -> ImportBenchmark.run(Options.parse(options));
            case "embedding" -> EmbeddingBenchmark.run(Options.parse(options));
            case "codes" -> CodeBenchmark.run(Options.parse(options));
            case "scan" -> ScanBenchmark.run(options);
            case "live" -> LiveBenchmark.run(options);
            case "growth" -> GrowthBenchmark.run(Options.parse(options));
            case "upgrade" -> UpgradeBenchmark.run(Options.parse(options));
            case "search" -> SearchBenchmark.run(Options.parse(options));
            case "quality" -> QualityBenchmark.run(Options.parse(options));
            default -> {
                System.err.print(USAGE);
                System.exit(2);
            }
        }
    }
}
