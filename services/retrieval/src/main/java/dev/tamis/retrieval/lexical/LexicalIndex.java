package dev.tamis.retrieval.lexical;

import dev.tamis.common.contract.Filter;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.follow.Followed;
import dev.tamis.retrieval.follow.IndexFolder;
import dev.tamis.retrieval.item.ItemChange;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/// The Lucene index of one collection. One thread writes; any number of threads search what was last published.
final class LexicalIndex implements Followed<ItemChange> {

    private static final int BYTES_PER_MEGABYTE = 1 << 20;
    private static final String ID = "id";
    private static final String TEXT = "text";
    private static final FieldType TEXT_TYPE = textType();
    private static final Sort BY_SCORE_THEN_ID =
            new Sort(SortField.FIELD_SCORE, new SortField(ID, SortField.Type.STRING));

    private final Path folder;
    private final CollectionRef collection;
    private final TextAnalyzer analyzer;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final List<Closeable> closing;
    private long change;
    private long committed;

    /// @param closing everything that is open, in the order of closing
    /// @param change number of the last change that is in it
    private LexicalIndex(
            Path folder,
            CollectionRef collection,
            TextAnalyzer analyzer,
            IndexWriter writer,
            SearcherManager searchers,
            List<Closeable> closing,
            long change) {
        this.folder = folder;
        this.collection = collection;
        this.analyzer = analyzer;
        this.writer = writer;
        this.searchers = searchers;
        this.closing = closing;
        this.change = change;
        this.committed = change;
    }

    /// Opens the index that is there, or an empty one where there is none that can be used.
    static LexicalIndex open(CollectionRef collection, LexicalProperties properties) throws IOException {
        return IndexFolder.open(properties.home(), collection, folder -> open(folder, collection, properties));
    }

    private static LexicalIndex open(Path folder, CollectionRef collection, LexicalProperties properties)
            throws IOException {
        var similarity = new BM25Similarity(properties.k1(), properties.b());
        var opened = new ArrayList<Closeable>();
        try {
            var analyzer = new TextAnalyzer(collection.language());
            opened.add(analyzer);
            var files = new MMapDirectory(folder);
            opened.add(files);
            var config = new IndexWriterConfig(analyzer)
                    .setSimilarity(similarity)
                    .setRAMBufferSizeMB(properties.buffer().toBytes() / (double) BYTES_PER_MEGABYTE)
                    .setCommitOnClose(false);
            var writer = new IndexWriter(files, config);
            opened.add(writer);
            long trusted = CommitMark.trusted(writer.getLiveCommitData(), collection);
            if (trusted == 0) {
                writer.deleteAll();
            }
            var searchers = new SearcherManager(writer, searchesWith(similarity));
            opened.add(searchers);
            return new LexicalIndex(folder, collection, analyzer, writer, searchers, opened.reversed(), trusted);
        } catch (LockObtainFailedException held) {
            IOUtils.closeWhileHandlingException(opened.reversed());
            throw new IndexFolder.HeldException(folder, held);
        } catch (IOException | RuntimeException failed) {
            IOUtils.closeWhileHandlingException(opened.reversed());
            throw failed;
        }
    }

    @Override
    public long change() {
        return change;
    }

    @Override
    public void apply(List<ItemChange> changes) throws IOException {
        for (ItemChange each : changes) {
            var id = new Term(ID, each.id());
            if (each.deleted()) {
                writer.deleteDocuments(id);
            } else {
                writer.updateDocument(id, document(each));
            }
            change = each.change();
        }
    }

    @Override
    public void publish() throws IOException {
        searchers.maybeRefreshBlocking();
    }

    @Override
    public void commit() throws IOException {
        if (change != committed) {
            writer.setLiveCommitData(CommitMark.of(collection, change).toMap().entrySet());
            writer.commit();
            committed = change;
        }
    }

    @Override
    public void clear() throws IOException {
        writer.deleteAll();
        change = 0;
    }

    /// The items with the highest BM25, best first, equals by id; only those in which a term of the query occurs.
    List<LexicalHit> search(String query, int k, @Nullable Filter filter) throws IOException {
        Query allowed = filter == null ? MatchAllDocsQuery.INSTANCE : FilterQueries.of(filter);
        return search(query, k, allowed, filter == null ? 1 : FilterQueries.clauses(filter));
    }

    /// The BM25 of given items, by id; an item in which no term of the query occurs has none.
    Map<String, Double> scores(String query, Collection<String> ids) throws IOException {
        var given = new TermInSetQuery(ID, ids.stream().map(BytesRef::new).toList());
        var scores = new HashMap<String, Double>();
        search(query, ids.size(), given, 1).forEach(hit -> scores.put(hit.id(), hit.score()));
        return scores;
    }

    private List<LexicalHit> search(String query, int k, Query allowed, int clauses) throws IOException {
        int limit = Math.max(1, IndexSearcher.getMaxClauseCount() - clauses);
        List<String> terms = analyzer.distinctTerms(query, limit);
        if (terms.isEmpty() || k == 0) {
            return List.of();
        }
        var any = new BooleanQuery.Builder();
        terms.forEach(term -> any.add(new TermQuery(new Term(TEXT, term)), Occur.SHOULD));
        var matching = new BooleanQuery.Builder()
                .add(any.build(), Occur.MUST)
                .add(allowed, Occur.FILTER)
                .build();
        IndexSearcher searcher = searchers.acquire();
        try {
            return hits(searcher.search(matching, k, BY_SCORE_THEN_ID).scoreDocs);
        } finally {
            searchers.release(searcher);
        }
    }

    /// The values that hits were sorted by are all that is asked for.
    private static List<LexicalHit> hits(ScoreDoc[] found) {
        var hits = new ArrayList<LexicalHit>(found.length);
        for (ScoreDoc each : found) {
            Object[] sortedBy = ((FieldDoc) each).fields;
            hits.add(new LexicalHit(((BytesRef) sortedBy[1]).utf8ToString(), (float) sortedBy[0]));
        }
        return hits;
    }

    private static Document document(ItemChange item) {
        var document = new Document();
        document.add(new StringField(ID, item.id(), Field.Store.NO));
        document.add(new SortedDocValuesField(ID, new BytesRef(item.id())));
        document.add(new Field(TEXT, item.text(), TEXT_TYPE));
        AttributeFields.add(item.attributes(), document);
        return document;
    }

    /// BM25 needs no positions.
    private static FieldType textType() {
        var type = new FieldType();
        type.setTokenized(true);
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        type.freeze();
        return type;
    }

    private static SearcherFactory searchesWith(Similarity similarity) {
        return new SearcherFactory() {
            @Override
            public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
                var searcher = new IndexSearcher(reader);
                searcher.setSimilarity(similarity);
                return searcher;
            }
        };
    }

    @Override
    public boolean isCorruption(Exception failure) {
        return failure instanceof CorruptIndexException;
    }

    /// Closes without committing.
    @Override
    public void close() throws IOException {
        IOUtils.close(closing);
    }

    @Override
    public void delete() throws IOException {
        IndexFolder.delete(folder);
    }
}
