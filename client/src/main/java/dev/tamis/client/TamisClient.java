package dev.tamis.client;

import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.collection.Collections;
import dev.tamis.common.contract.collection.CreateCollection;
import dev.tamis.common.contract.collection.Diagnostics;
import dev.tamis.common.contract.collection.Upgrade;
import dev.tamis.common.contract.embedding.CodedEmbeddings;
import dev.tamis.common.contract.embedding.EmbeddingModels;
import dev.tamis.common.contract.embedding.EmbeddingRequest;
import dev.tamis.common.contract.embedding.EmbeddingResponse;
import dev.tamis.common.contract.embedding.RerankRequest;
import dev.tamis.common.contract.embedding.RerankResponse;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.item.ItemDeleted;
import dev.tamis.common.contract.item.ItemResult;
import dev.tamis.common.contract.job.CreateJob;
import dev.tamis.common.contract.job.Job;
import dev.tamis.common.contract.job.Jobs;
import dev.tamis.common.contract.model.ActivateModel;
import dev.tamis.common.contract.model.FittedModel;
import dev.tamis.common.contract.model.FittedModels;
import dev.tamis.common.contract.model.ModelRolledBack;
import dev.tamis.common.contract.ranking.Event;
import dev.tamis.common.contract.ranking.EventsAccepted;
import dev.tamis.common.contract.search.SearchRequest;
import dev.tamis.common.contract.search.SearchResponse;
import dev.tamis.common.model.ModelArtifact;
import dev.tamis.common.model.ModelManifest;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Talks to a Tamis gateway. Safe for use by many threads; make one and keep it.
///
/// ```java
/// try (TamisClient tamis = TamisClient.builder(URI.create("http://localhost:8080")).key(key).build()) {
///     tamis.createCollection(CreateCollection.named("books"));
///     Item dune = new Item("dune", Map.of("title", "Dune"), Map.of("year", 1965), null);
///     tamis.putItems("books", List.of(dune), Refresh.WAIT);
///     SearchResponse found = tamis.search("books", SearchRequest.of("desert planet").withK(5));
///     found.hits().forEach(hit -> System.out.println(hit.id() + " " + hit.score()));
/// }
/// ```
///
/// Every call blocks until it is answered, and throws [TamisException] if it is refused or no answer comes in time.
/// No call but [#watchJob] is repeated by itself; [TamisException#isTransient()] tells when repeating makes sense.
public final class TamisClient implements AutoCloseable {

    private static final String COLLECTIONS = "/v1/collections";
    private static final String JOBS = "/v1/jobs";
    private static final String MODELS = "/v1/models";

    private final Transport transport;
    private final Duration timeout;

    private TamisClient(Transport transport, Duration timeout) {
        this.transport = transport;
        this.timeout = timeout;
    }

    /// Begins a client of the gateway at an address, for example `http://localhost:8080`.
    public static Builder builder(URI url) {
        return new Builder(url);
    }

    /// Creates a collection.
    public Collection createCollection(CreateCollection request) {
        return transport.post(COLLECTIONS, request, Collection.class);
    }

    /// All collections, by name.
    public List<Collection> collections() {
        return transport.get(COLLECTIONS, Collections.class).collections();
    }

    /// Describes a collection; empty if there is none of that name.
    public Optional<Collection> collection(String name) {
        return transport.find(path(name), Collection.class, "unknown-collection");
    }

    /// How the indexes of a collection are, on the replica that answers.
    public Diagnostics diagnostics(String name) {
        return transport.get(path(name) + "/diagnostics", Diagnostics.class);
    }

    /// Deletes a collection with its items.
    public void deleteCollection(String name) {
        transport.delete(path(name));
    }

    /// A collection's change to another model, which a job of the kind `upgrade` begins; empty if there is none.
    public Optional<Upgrade> upgrade(String collection) {
        return transport.find(upgradePath(collection), Upgrade.class, "unknown-upgrade");
    }

    /// Has searches go over to the new model.
    public Upgrade switchUpgrade(String collection) {
        return transport.post(upgradePath(collection) + "/switch", Upgrade.class);
    }

    /// Has searches go back to the old model.
    public Upgrade rollBackUpgrade(String collection) {
        return transport.post(upgradePath(collection) + "/rollback", Upgrade.class);
    }

    /// Drops the vectors that are not searched: the new ones before the switch, the old ones after it.
    public void deleteUpgrade(String collection) {
        transport.delete(upgradePath(collection));
    }

    /// Stores an item, in place of the one that had its id, and returns once searches find it or at once.
    public ItemResult putItem(String collection, Item item, Refresh refresh) {
        return transport.put(path(collection, item.id()) + query(refresh), item, ItemResult.class);
    }

    /// Stores items. Those that are invalid are reported in the result, and the others stored.
    public BulkResult putItems(String collection, List<Item> items, Refresh refresh) {
        var lines = new ByteArrayOutputStream();
        for (Item item : items) {
            lines.writeBytes(transport.json(item));
            lines.write('\n');
        }
        return putLines(collection, lines.toByteArray(), refresh);
    }

    /// Stores items that are NDJSON already: one JSON object a line, UTF-8.
    public BulkResult putLines(String collection, byte[] ndjson, Refresh refresh) {
        return transport.bulk(path(collection) + "/items:bulk" + query(refresh), ndjson);
    }

    /// An item as it is stored; empty if there is none of that id.
    public Optional<Item> item(String collection, String id) {
        return transport.find(path(collection, id), Item.class, "unknown-item");
    }

    /// Deletes an item, and returns once searches no longer find it or at once.
    public ItemDeleted deleteItem(String collection, String id, Refresh refresh) {
        return transport.delete(path(collection, id) + query(refresh), ItemDeleted.class);
    }

    /// Searches a collection.
    public SearchResponse search(String collection, SearchRequest request) {
        return transport.post(path(collection) + "/search", request, SearchResponse.class);
    }

    /// Vectors of texts, of as many dimensions and of the size that the request asks for.
    ///
    /// @throws IllegalArgumentException if the request wants them as whole numbers; see [#embedCoded]
    public EmbeddingResponse embed(EmbeddingRequest request) {
        if (isCoded(request)) {
            throw new IllegalArgumentException(
                    "vectors as %s are no floats; use embedCoded".formatted(request.encodingFormat()));
        }
        return transport.post("/v1/embeddings", request, EmbeddingResponse.class);
    }

    /// Vectors of texts as whole numbers: `int8`, `uint8`, `binary` or `ubinary`.
    ///
    /// @throws IllegalArgumentException if the request wants another format
    public CodedEmbeddings embedCoded(EmbeddingRequest request) {
        if (!isCoded(request)) {
            throw new IllegalArgumentException(
                    "vectors as %s are no whole numbers; use embed".formatted(request.encodingFormat()));
        }
        return transport.post("/v1/embeddings", request, CodedEmbeddings.class);
    }

    private static boolean isCoded(EmbeddingRequest request) {
        return switch (request.encodingFormat()) {
            case null -> false;
            case FLOAT, BASE64 -> false;
            case INT8, UINT8, BINARY, UBINARY -> true;
        };
    }

    /// How well documents fit a query.
    public RerankResponse rerank(RerankRequest request) {
        return transport.post("/v1/rerank", request, RerankResponse.class);
    }

    /// The models that embed texts or score them.
    public EmbeddingModels models() {
        return transport.get(MODELS + "?kind=embedding,cross-encoder", EmbeddingModels.class);
    }

    /// All fitted models, the latest first.
    public List<FittedModel> fittedModels() {
        return transport
                .get(MODELS + "?kind=projection,codes,relevance,ranking", FittedModels.class)
                .data();
    }

    /// A fitted model; empty if there is none.
    ///
    /// @param id its name and version, `name@version`
    public Optional<FittedModel> fittedModel(String id) {
        return transport.find(model(id), FittedModel.class, "unknown-model");
    }

    /// Registers a fitted model as a candidate.
    ///
    /// @param weights a safetensors file
    public FittedModel pushModel(ModelManifest manifest, byte[] weights) {
        Form form = new Form()
                .with("manifest", "manifest.json", "application/json", transport.json(manifest))
                .with("weights", "model.safetensors", "application/octet-stream", weights);
        return transport.post(MODELS, form, FittedModel.class);
    }

    /// Downloads a fitted model.
    ///
    /// @throws dev.tamis.common.model.ArtifactRefusedException if its weights are not those of its manifest
    public ModelArtifact pullModel(String id) {
        ModelManifest manifest = transport.get(model(id) + "/manifest", ModelManifest.class);
        return ModelArtifact.open(manifest, transport.getBytes(model(id) + "/weights"));
    }

    /// Makes a fitted model the active one of its kind in its collection.
    public FittedModel activateModel(String id) {
        return activateModel(id, ActivateModel.DEFAULT);
    }

    /// Makes a fitted model the active one of its kind in its collection, in a given way.
    public FittedModel activateModel(String id, ActivateModel how) {
        return transport.post(model(id) + "/activate", how, FittedModel.class);
    }

    /// Has the active model step back for the one that was active before it.
    public ModelRolledBack rollBackModel(String id) {
        return transport.post(model(id) + "/rollback", ModelRolledBack.class);
    }

    /// Deletes a fitted model that is not active.
    public void deleteModel(String id) {
        transport.delete(model(id));
    }

    /// Tells what users did, so that ranking learns from it. All events are kept, or none.
    public EventsAccepted record(List<Event> events) {
        return transport.post("/v1/events", events, EventsAccepted.class);
    }

    /// Asks for a job, which then runs in the background.
    public Job createJob(CreateJob request) {
        return transport.post(JOBS, request, Job.class);
    }

    /// Jobs, the newest first; at most 100.
    public List<Job> jobs() {
        return transport.get(JOBS, Jobs.class).jobs();
    }

    /// Jobs of a collection, the newest first; at most 100.
    public List<Job> jobs(String collection) {
        return transport
                .get(JOBS + "?collection=" + PathSegments.encode(collection), Jobs.class)
                .jobs();
    }

    /// A job as it is now; empty if there is none of that id, any more or ever.
    public Optional<Job> job(UUID id) {
        return transport.find(JOBS + "/" + id, Job.class, "unknown-job");
    }

    /// The page about a job that has fitted or evaluated models, as HTML; empty if the job has none.
    public Optional<String> jobReport(UUID id) {
        return transport.findPage(JOBS + "/" + id + "/report", "no-report");
    }

    /// Has a job cancelled: one that waits at once, one that runs within moments.
    public Job cancelJob(UUID id) {
        return transport.delete(JOBS + "/" + id, Job.class);
    }

    /// Watches a job until it has finished. Unlike every other call this one connects again by itself, for as long
    /// as the time allowed for an answer.
    ///
    /// @param listener called with the job as it is, and after every change
    /// @return the finished job
    public Job watchJob(UUID id, Consumer<Job> listener) {
        return new JobWatch(transport, id, timeout).follow(listener);
    }

    /// How the service at the client's address is; needs no key.
    public Health health() {
        return transport.health();
    }

    @Override
    public void close() {
        transport.close();
    }

    private static String path(String collection) {
        return COLLECTIONS + "/" + PathSegments.encode(collection);
    }

    private static String upgradePath(String collection) {
        return path(collection) + "/upgrade";
    }

    private static String path(String collection, String id) {
        return path(collection) + "/items/" + PathSegments.encode(id);
    }

    private static String model(String id) {
        return MODELS + "/" + PathSegments.encode(id);
    }

    private static String query(Refresh refresh) {
        return refresh == Refresh.WAIT ? "?refresh=wait" : "";
    }

    /// Settings of a client.
    public static final class Builder {

        private final URI url;
        private @Nullable String key;
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration timeout = Duration.ofSeconds(30);
        private Duration bulkTimeout = Duration.ofMinutes(10);

        private Builder(URI url) {
            if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
                throw new IllegalArgumentException(
                        "the address of a gateway looks like http://localhost:8080, not '%s'".formatted(url));
            }
            this.url = url;
        }

        /// API key, sent as a bearer token; none by default.
        public Builder key(@Nullable String value) {
            this.key = value;
            return this;
        }

        /// How long to wait for a connection; 5 seconds by default.
        public Builder connectTimeout(Duration value) {
            this.connectTimeout = value;
            return this;
        }

        /// How long to wait for an answer; 30 seconds by default.
        public Builder timeout(Duration value) {
            this.timeout = value;
            return this;
        }

        /// How long to wait for the answer to items sent in bulk, which are embedded first; 10 minutes by default.
        public Builder bulkTimeout(Duration value) {
            this.bulkTimeout = value;
            return this;
        }

        public TamisClient build() {
            return new TamisClient(new Transport(url, key, connectTimeout, timeout, bulkTimeout), timeout);
        }
    }
}
