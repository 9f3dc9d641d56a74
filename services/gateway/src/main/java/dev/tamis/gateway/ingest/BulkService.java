package dev.tamis.gateway.ingest;

import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.item.BulkSummary;
import dev.tamis.gateway.client.RetrievalClient;
import dev.tamis.gateway.collection.CollectionCatalog;
import dev.tamis.gateway.problem.GatewayRefusal.BrokenStream;
import dev.tamis.support.problem.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/// Takes in items as a stream of lines.
@Service
class BulkService {

    private static final Logger log = LoggerFactory.getLogger(BulkService.class);

    private final CollectionCatalog collections;
    private final RetrievalClient retrieval;
    private final Preparations preparations;
    private final IngestProperties properties;
    private final JsonMapper json;

    BulkService(
            CollectionCatalog collections,
            RetrievalClient retrieval,
            Preparations preparations,
            IngestProperties properties,
            JsonMapper json) {
        this.collections = collections;
        this.retrieval = retrieval;
        this.preparations = preparations;
        this.properties = properties;
        this.json = json;
    }

    /// Stores the items of a body of NDJSON. A line that fails stops no other.
    ///
    /// @param visible whether to wait until searches see them
    /// @return the answer as NDJSON, to be closed: one line for each that was not blank, then the summary
    /// @throws RefusedException if the collection is unknown, or the body breaks off
    Spool ingest(String name, boolean visible, InputStream body) throws IOException, InterruptedException {
        Collection collection = collections.get(name);
        var spool = new Spool((int) properties.spoolMemory().toBytes());
        try {
            BulkSummary summary = ingest(collection, visible, body, spool);
            writeLine(spool, Map.of("summary", summary));
            log.atInfo()
                    .addKeyValue("collection", name)
                    .addKeyValue("stored", summary.stored())
                    .addKeyValue("failed", summary.failed())
                    .addKeyValue("embedded", summary.embedded())
                    .addKeyValue("tookMillis", summary.tookMillis())
                    .log("bulk request stored");
            return spool;
        } catch (InterruptedException | RuntimeException failure) {
            spool.close();
            throw failure;
        }
    }

    private BulkSummary ingest(Collection collection, boolean visible, InputStream body, Spool spool)
            throws InterruptedException {
        long start = System.nanoTime();
        var writer = new BatchWriter(collection.name(), retrieval);
        var pipeline = new BulkPipeline(
                properties, preparations.ofMany(collection), writer, visible, line -> writeLine(spool, line));
        var lines = new LineReader(body, (int) properties.maxLine().toBytes());
        var parser = new LineParser(json, properties.maxLine());
        boolean whole = false;
        try {
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (!line.isBlank()) {
                    pipeline.add(parser.parse(line));
                }
            }
            whole = true;
        } catch (IOException broken) {
            log.atDebug().setCause(broken).log("bulk request broke off");
        } finally {
            pipeline.finish();
        }
        if (!whole) {
            throw new RefusedException(new BrokenStream(lines.number()));
        }
        return new BulkSummary(
                writer.stored() + writer.failed(),
                writer.stored(),
                writer.failed(),
                writer.embedded(),
                (System.nanoTime() - start) / 1_000_000,
                writer.change());
    }

    private void writeLine(Spool spool, Object line) {
        try {
            spool.write(json.writeValueAsBytes(line));
            spool.write('\n');
        } catch (IOException full) {
            throw new UncheckedIOException("no room to keep the answer of a bulk request", full);
        }
    }
}
