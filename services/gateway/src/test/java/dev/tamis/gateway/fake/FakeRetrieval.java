package dev.tamis.gateway.fake;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.Problem;
import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.common.contract.collection.Collection;
import dev.tamis.common.contract.collection.Collections;
import dev.tamis.common.contract.collection.CreateCollection;
import dev.tamis.common.contract.collection.Diagnostics;
import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.common.contract.collection.IndexState;
import dev.tamis.common.contract.collection.Language;
import dev.tamis.common.contract.collection.QueryMap;
import dev.tamis.common.contract.collection.StartUpgrade;
import dev.tamis.common.contract.collection.Upgrade;
import dev.tamis.common.contract.collection.UpgradeState;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.item.ItemResult;
import dev.tamis.common.contract.item.ItemStatus;
import dev.tamis.common.contract.model.FittedModel;
import dev.tamis.common.contract.model.FittedModels;
import dev.tamis.common.contract.model.FittedState;
import dev.tamis.common.contract.retrieval.ContentHash;
import dev.tamis.common.contract.retrieval.ContentHashes;
import dev.tamis.common.contract.retrieval.ItemIds;
import dev.tamis.common.contract.retrieval.Items;
import dev.tamis.common.contract.retrieval.ItemsDeleted;
import dev.tamis.common.contract.retrieval.ItemsWritten;
import dev.tamis.common.contract.retrieval.PendingItems;
import dev.tamis.common.contract.retrieval.RetrievalRequest;
import dev.tamis.common.contract.retrieval.RetrievalResponse;
import dev.tamis.common.contract.retrieval.SetVectors;
import dev.tamis.common.contract.retrieval.WriteItems;
import dev.tamis.common.contract.search.Evidence;
import dev.tamis.common.contract.search.FacetValue;
import dev.tamis.common.model.ArtifactKind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Keeps collections and items in memory, and finds everything in the order in which it was stored. A
/// collection that is being upgraded is kept twice, the second time under its internal name.
public final class FakeRetrieval extends FakeServer {

    private static final String OTHER = "~other";

    public static final FittedModel MODEL = new FittedModel(
            "shop@2",
            "model",
            ArtifactKind.PROJECTION,
            FittedState.ACTIVE,
            null,
            "books",
            "bge-small-en-v1.5",
            2,
            64,
            true,
            Map.of("ndcg@10", 0.5),
            1_767_225_600);

    private final Map<String, CreateCollection> collections = new TreeMap<>();
    private final Map<String, Map<String, Stored>> items = new TreeMap<>();
    private final Map<String, Change> upgrades = new TreeMap<>();
    private final List<RetrievalRequest> searches = new ArrayList<>();
    private final List<Integer> writeSizes = new ArrayList<>();
    private final List<String> writePaths = new ArrayList<>();
    private @Nullable RetrievalRequest lastSearch;
    private long change;
    private String lastForm = "";
    private int writesLeft = Integer.MAX_VALUE;

    @Override
    protected synchronized Answer answer(String method, String uri, byte[] body) {
        String path = URLDecoder.decode(uri.replaceFirst("\\?.*", ""), StandardCharsets.UTF_8);
        String[] steps = path.split("/", -1);
        if (steps[2].equals("models")) {
            return models(method, steps, body);
        }
        if (steps.length == 3) {
            return method.equals("POST")
                    ? create(JSON.readValue(body, CreateCollection.class))
                    : list(uri.contains("others=true"));
        }
        String name = steps[3];
        if (!collections.containsKey(name)) {
            return problem(404, "unknown-collection", "no collection is named '" + name + "'");
        }
        if (steps.length == 4) {
            return method.equals("DELETE") ? delete(name) : ok(collection(name));
        }
        return switch (steps[4]) {
            case "items" -> write(name, uri, JSON.readValue(body, WriteItems.class));
            case "items:get" ->
                ok(new Items(JSON.readValue(body, ItemIds.class).ids().stream()
                        .flatMap(id -> Optional.ofNullable(items(name).get(id)).stream())
                        .map(Stored::item)
                        .toList()));
            case "items:delete" -> {
                List<String> ids = JSON.readValue(body, ItemIds.class).ids();
                items(name + OTHER).keySet().removeAll(ids);
                yield ok(new ItemsDeleted(
                        (int) ids.stream()
                                .filter(id -> items(name).remove(id) != null)
                                .count(),
                        ++change));
            }
            case "upgrade" -> upgrade(name, method, steps.length > 5 ? steps[5] : "", body);
            case "diagnostics" ->
                ok(new Diagnostics(
                        name,
                        items(name).size(),
                        items(name).size(),
                        IndexKind.AUTO,
                        IndexState.MEMORY,
                        change,
                        change,
                        change,
                        0,
                        new Diagnostics.Memory(1, 2, 3, 4, 5, 6, null),
                        null,
                        new Diagnostics.Recall(7, 10, 0.99, 0.995, 0.98),
                        null));
            case "items:unchanged" -> unchanged(name, JSON.readValue(body, ContentHashes.class));
            case "items:pending" -> pending(name);
            case "vectors" -> setVectors(name, JSON.readValue(body, SetVectors.class));
            default -> search(name, JSON.readValue(body, RetrievalRequest.class));
        };
    }

    /// Knows one projection of `books`, and takes and does everything else.
    private Answer models(String method, String[] steps, byte[] body) {
        if (method.equals("POST")) {
            lastForm = new String(body, StandardCharsets.UTF_8);
        }
        if (steps.length == 3) {
            if (method.equals("POST")) {
                return new Answer(201, JSON.writeValueAsBytes(MODEL))
                        .withHeader("Location", "/v1/models/" + MODEL.id());
            }
            return ok(new FittedModels("list", List.of(MODEL)));
        }
        if (!steps[3].equals(MODEL.id())) {
            return problem(404, "unknown-model", "no fitted model is '" + steps[3] + "'");
        }
        if (method.equals("DELETE")) {
            return new Answer(204, new byte[0]);
        }
        return switch (steps.length == 4 ? "" : steps[4]) {
            case "weights" ->
                new Answer(200, new byte[] {1, 2, 3}).withHeader("Content-Type", "application/octet-stream");
            case "rollback" -> problem(409, "inactive-model", "model '" + MODEL.id() + "' is not active");
            default -> ok(MODEL);
        };
    }

    /// The last that was sent about fitted models.
    public synchronized String lastForm() {
        return lastForm;
    }

    /// Items of a collection, by id, in the order in which they were stored.
    public synchronized Map<String, Item> stored(String collection) {
        Map<String, Item> found = new LinkedHashMap<>();
        items(collection).forEach((id, stored) -> found.put(id, stored.item()));
        return found;
    }

    public synchronized @Nullable RetrievalRequest lastSearch() {
        return lastSearch;
    }

    /// The models of all searches, in their order.
    public synchronized List<String> searchedWith() {
        return searches.stream().map(search -> String.valueOf(search.model())).toList();
    }

    /// The internal name of a collection's other vector space.
    public static String other(String collection) {
        return collection + OTHER;
    }

    /// How many items each write had.
    public synchronized List<Integer> writeSizes() {
        return List.copyOf(writeSizes);
    }

    /// Paths of the writes, with their queries.
    public synchronized List<String> writePaths() {
        return List.copyOf(writePaths);
    }

    /// Fails every write after so many more.
    public synchronized void failAfter(int writes) {
        writesLeft = writes;
    }

    public synchronized void forget() {
        writesLeft = Integer.MAX_VALUE;
        writeSizes.clear();
        writePaths.clear();
        collections.clear();
        items.clear();
        upgrades.clear();
        searches.clear();
    }

    private Answer create(CreateCollection request) {
        if (collections.putIfAbsent(request.name(), request) != null) {
            return problem(409, "collection-exists", "a collection named '" + request.name() + "' exists already");
        }
        items.put(request.name(), new LinkedHashMap<>());
        return new Answer(201, JSON.writeValueAsBytes(collection(request.name())));
    }

    private Answer list(boolean others) {
        return ok(new Collections(collections.keySet().stream()
                .filter(name -> others || !name.endsWith(OTHER))
                .map(this::collection)
                .toList()));
    }

    private Answer delete(String name) {
        collections.remove(name);
        collections.remove(name + OTHER);
        upgrades.remove(name);
        return new Answer(204, new byte[0]);
    }

    private Collection collection(String name) {
        CreateCollection created = known(name);
        return new Collection(
                name,
                created.model(),
                created.dimension() == null ? 0 : created.dimension(),
                Language.ENGLISH,
                IndexKind.AUTO,
                IndexState.EXACT,
                items(name).size(),
                items(name).values().stream().filter(Stored::isPending).count(),
                List.of(),
                Instant.EPOCH);
    }

    private Answer write(String name, String uri, WriteItems request) {
        if (writesLeft-- <= 0) {
            return new Answer(500, "out of order".getBytes(StandardCharsets.UTF_8));
        }
        writeSizes.add(request.writes().size());
        writePaths.add(uri);
        Integer dimension = known(name).dimension();
        List<ItemResult> results = new ArrayList<>();
        for (WriteItems.Write write : request.writes()) {
            DenseVector vector = write.item().vector();
            if (vector != null && dimension != null && vector.dimension() != dimension) {
                String detail = "has %d dimensions, the collection %d".formatted(vector.dimension(), dimension);
                results.add(new ItemResult(
                        write.item().id(),
                        ItemStatus.FAILED,
                        new Problem(
                                Problem.urn("dimension-mismatch"),
                                "Dimension mismatch",
                                400,
                                detail,
                                null,
                                List.of(new FieldError("#/vector", detail)))));
                continue;
            }
            Stored before = items(name).remove(write.item().id());
            DenseVector kept = before != null && Objects.equals(write.contentHash(), before.hash())
                    ? before.item().vector()
                    : null;
            Item item = vector == null && kept != null ? write.item().withVector(kept) : write.item();
            items(name).put(item.id(), new Stored(item, write.contentHash()));
            if (collections.containsKey(name + OTHER)) {
                items(name + OTHER).put(item.id(), waiting(name + OTHER, write.item()));
            }
            results.add(new ItemResult(
                    item.id(), item.vector() == null ? ItemStatus.STORED_WITHOUT_VECTOR : ItemStatus.STORED, null));
        }
        return ok(new ItemsWritten(results, ++change));
    }

    private Answer unchanged(String name, ContentHashes request) {
        return ok(new ItemIds(request.hashes().entrySet().stream()
                .filter(entry -> {
                    Stored stored = items(name).get(entry.getKey());
                    return stored != null
                            && stored.item().vector() != null
                            && entry.getValue().equals(stored.hash());
                })
                .map(Map.Entry::getKey)
                .toList()));
    }

    private Answer pending(String name) {
        return ok(new PendingItems(items(name).values().stream()
                .filter(Stored::isPending)
                .limit(10)
                .map(stored -> new PendingItems.Pending(
                        stored.item().id(), stored.item().text(), String.valueOf(stored.hash())))
                .toList()));
    }

    private Answer setVectors(String name, SetVectors request) {
        for (SetVectors.Made made : request.vectors()) {
            Stored stored = items(name).get(made.id());
            if (stored != null && made.contentHash().equals(stored.hash())) {
                items(name).put(made.id(), new Stored(stored.item().withVector(made.vector()), stored.hash()));
            }
        }
        return ok(Map.of("set", request.vectors().size()));
    }

    private Answer search(String name, RetrievalRequest request) {
        lastSearch = request;
        searches.add(request);
        String live = known(name).model();
        boolean mapped = request.model() != null && isMapped(name, request.model());
        if (request.model() != null && !request.model().equals(live) && !mapped) {
            return problem(409, "vector-of-another-model", "the vectors here are of " + live);
        }
        if (request.filter() instanceof Filter.Equal equal && equal.attribute().equals("unheard-of")) {
            return problem(
                    400,
                    "unknown-attribute",
                    "no item has an attribute 'unheard-of'",
                    new FieldError("#/filter", "no item has an attribute 'unheard-of'"));
        }
        Integer dimension = known(name).dimension();
        if (!mapped
                && request.vector() != null
                && dimension != null
                && request.vector().dimension() != dimension) {
            return problem(
                    400,
                    "dimension-mismatch",
                    "vectors here have %d dimensions, the query has %d"
                            .formatted(dimension, request.vector().dimension()));
        }
        List<RetrievalResponse.Hit> hits = new ArrayList<>();
        for (Stored stored : items(name).values()) {
            int rank = hits.size() + 1;
            hits.add(new RetrievalResponse.Hit(
                    stored.item().id(),
                    1.0 / rank,
                    request.vector() == null ? null : new Evidence(0.5, rank),
                    null,
                    stored.item().fields(),
                    stored.item().attributes()));
        }
        return ok(new RetrievalResponse(
                hits.subList(0, Math.min(request.k(), hits.size())),
                request.fusion(),
                request.vector() == null ? null : "exact",
                Map.of("dense", 1.5),
                facets(request.facets())));
    }

    /// Three items have the value 7, whatever the attribute.
    private static @Nullable Map<String, List<FacetValue>> facets(@Nullable List<String> names) {
        if (names == null) {
            return null;
        }
        var facets = new LinkedHashMap<String, List<FacetValue>>();
        names.forEach(name -> facets.put(name, List.of(new FacetValue(7, 3))));
        return facets;
    }

    private Answer upgrade(String name, String method, String step, byte[] body) {
        if (step.isEmpty() && method.equals("POST")) {
            StartUpgrade start = JSON.readValue(body, StartUpgrade.class);
            if (!upgrades.containsKey(name)) {
                upgrades.put(name, new Change(false, null));
                collections.put(
                        name + OTHER, new CreateCollection(name + OTHER, start.model(), start.dimension(), null, null));
                items.put(name + OTHER, new LinkedHashMap<>());
            }
            return ok(upgrade(name));
        }
        Change change = upgrades.get(name);
        if (change == null) {
            return problem(404, "unknown-upgrade", "'" + name + "' is not being upgraded");
        }
        switch (method + step) {
            case "POSTcopy" ->
                items(name).values().stream()
                        .filter(stored ->
                                !items(name + OTHER).containsKey(stored.item().id()))
                        .limit(10)
                        .toList()
                        .forEach(stored ->
                                items(name + OTHER).put(stored.item().id(), waiting(name + OTHER, stored.item())));
            case "POSTmap" -> upgrades.put(name, new Change(change.switched, new QueryMap(4_000, 0.9)));
            case "POSTswitch", "POSTrollback" -> {
                if (change.switched == step.equals("switch") || upgrade(name).waiting() > 0) {
                    return problem(409, "upgrade-not-ready", "items wait for vectors");
                }
                swap(collections, name);
                swap(items, name);
                upgrades.put(name, new Change(!change.switched, change.map));
            }
            case "DELETE" -> {
                upgrades.remove(name);
                collections.remove(name + OTHER);
                return new Answer(204, new byte[0]);
            }
            default -> {}
        }
        return ok(upgrade(name));
    }

    private Upgrade upgrade(String name) {
        Change change = Objects.requireNonNull(upgrades.get(name));
        long copied = items(name + OTHER).size();
        long waiting =
                items(name + OTHER).values().stream().filter(Stored::isPending).count();
        UpgradeState state = change.switched
                ? UpgradeState.SWITCHED
                : copied < items(name).size()
                        ? UpgradeState.COPYING
                        : waiting > 0 ? UpgradeState.EMBEDDING : UpgradeState.READY;
        return new Upgrade(
                name,
                state,
                String.valueOf(known(name).model()),
                String.valueOf(known(name + OTHER).model()),
                items(name).size(),
                copied,
                waiting,
                change.map,
                List.of(),
                Instant.EPOCH);
    }

    private static <V> void swap(Map<String, V> map, String name) {
        V live = Objects.requireNonNull(map.get(name));
        map.put(name, Objects.requireNonNull(map.get(name + OTHER)));
        map.put(name + OTHER, live);
    }

    private Stored waiting(String space, Item item) {
        String hash = ContentHash.of(String.valueOf(known(space).model()), item.text());
        return new Stored(new Item(item.id(), item.fields(), item.attributes(), null), hash);
    }

    private boolean isMapped(String name, String model) {
        Change change = upgrades.get(name);
        return change != null
                && change.map != null
                && !change.switched
                && model.equals(known(name + OTHER).model());
    }

    private record Change(boolean switched, @Nullable QueryMap map) {}

    private CreateCollection known(String name) {
        return Objects.requireNonNull(collections.get(name), name);
    }

    private Map<String, Stored> items(String name) {
        return items.getOrDefault(name, Map.of());
    }

    private record Stored(Item item, @Nullable String hash) {
        boolean isPending() {
            return item.vector() == null && hash != null;
        }
    }
}
