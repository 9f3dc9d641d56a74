package dev.tamis.benchmarks.search;

import dev.tamis.benchmarks.data.DataSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.FilterCodec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.RescoreTopNQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;
import org.jspecify.annotations.Nullable;

/// Lucene's HNSW graph (16 links, beam 100) merged into one segment; a setting is `k` of its query, of which the best
/// ten are taken, rescored with the float vectors where the graph is walked on codes.
///
/// Documents are added on all threads and the graphs are merged on all. Room: the files of graph and of the vectors or
/// codes that it is walked on; with rescoring, those of the float vectors too.
final class LuceneSystem implements SearchSystem {

    /// What the graph is walked on.
    enum Form {
        FLOAT,
        INT8,
        BINARY
    }

    private static final int LINKS = 16;
    private static final int BEAM = 100;
    private static final String VECTOR = "vector";
    private static final String ITEM = "item";

    private final SystemInput input;
    private final Form form;
    private final MMapDirectory directory;
    private @Nullable DirectoryReader reader;

    LuceneSystem(SystemInput input, Form form) {
        this.input = input;
        this.form = form;
        try {
            directory = new MMapDirectory(input.folder());
        } catch (IOException failed) {
            throw new UncheckedIOException("no index in " + input.folder(), failed);
        }
    }

    @Override
    public void build() throws Exception {
        try (var merging = Executors.newFixedThreadPool(input.threads())) {
            IndexWriterConfig config = new IndexWriterConfig()
                    .setCodec(codec(format(merging)))
                    .setRAMBufferSizeMB(1_800)
                    .setUseCompoundFile(false)
                    .setMergeScheduler(new SerialMergeScheduler());
            try (var writer = new IndexWriter(directory, config)) {
                add(writer);
                writer.forceMerge(1);
            }
        }
        reader = DirectoryReader.open(directory);
    }

    private KnnVectorsFormat format(ExecutorService merging) {
        int workers = input.threads();
        // One worker and a pool would be refused.
        @Nullable ExecutorService pool = workers > 1 ? merging : null;
        return switch (form) {
            case FLOAT -> new Lucene99HnswVectorsFormat(LINKS, BEAM, workers, pool);
            case INT8 ->
                new Lucene104HnswScalarQuantizedVectorsFormat(ScalarEncoding.SEVEN_BIT, LINKS, BEAM, workers, pool);
            case BINARY ->
                new Lucene104HnswScalarQuantizedVectorsFormat(
                        ScalarEncoding.SINGLE_BIT_QUERY_NIBBLE, LINKS, BEAM, workers, pool);
        };
    }

    private static Codec codec(KnnVectorsFormat format) {
        Codec standard = Codec.getDefault();
        var perField = new PerFieldKnnVectorsFormat() {
            @Override
            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return format;
            }
        };
        return new FilterCodec(standard.getName(), standard) {
            @Override
            public KnnVectorsFormat knnVectorsFormat() {
                return perField;
            }
        };
    }

    private void add(IndexWriter writer) throws Exception {
        var next = new AtomicInteger();
        try (var adding = Executors.newFixedThreadPool(input.threads())) {
            var running = new ArrayList<Future<?>>();
            for (int thread = 0; thread < input.threads(); thread++) {
                running.add(adding.submit(() -> {
                    for (int item = next.getAndIncrement();
                            item < input.items().size();
                            item = next.getAndIncrement()) {
                        var document = new Document();
                        document.add(new KnnFloatVectorField(
                                VECTOR, input.items().row(item), VectorSimilarityFunction.DOT_PRODUCT));
                        document.add(new NumericDocValuesField(ITEM, item));
                        writer.addDocument(document);
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
    }

    @Override
    public List<String> settings() {
        return Settings.each("k", 20, 40, 80, 160, 320, 640, 1_280);
    }

    @Override
    public Searcher searcher(String setting, int below) {
        var searcher = new IndexSearcher(Objects.requireNonNull(reader));
        searcher.setQueryCache(null);
        int k = Settings.number(setting);
        return query -> {
            Query near = new KnnFloatVectorQuery(VECTOR, query, k);
            if (form != Form.FLOAT) {
                near = RescoreTopNQuery.createFullPrecisionRescorerQuery(near, query, VECTOR, DataSet.K);
            }
            return items(searcher, searcher.search(near, DataSet.K).scoreDocs);
        };
    }

    private static int[] items(IndexSearcher searcher, ScoreDoc[] found) throws IOException {
        var leaf = searcher.getIndexReader().leaves().getFirst().reader();
        int[] items = new int[found.length];
        for (int i = 0; i < items.length; i++) {
            // Found by score, while these values are read forwards only.
            NumericDocValues values = DocValues.getNumeric(leaf, ITEM);
            values.advanceExact(found[i].doc);
            items[i] = (int) values.longValue();
        }
        return items;
    }

    @Override
    public IndexSize size() throws IOException {
        long all = 0;
        long floats = 0;
        for (String file : directory.listAll()) {
            String suffix = file.substring(file.lastIndexOf('.') + 1);
            if (suffix.startsWith("ve")) {
                all += directory.fileLength(file);
                floats += suffix.equals("vec") ? directory.fileLength(file) : 0;
            }
        }
        return new IndexSize(form == Form.FLOAT ? all : all - floats, all);
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
        directory.close();
    }
}
