package dev.tamis.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.collection.StartUpgrade;
import dev.tamis.common.contract.collection.Upgrade;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.retrieval.ContentHash;
import dev.tamis.common.contract.retrieval.PendingItems;
import dev.tamis.common.contract.retrieval.PendingItems.Pending;
import dev.tamis.common.contract.retrieval.SetVectors;
import dev.tamis.common.contract.retrieval.SetVectors.Made;
import dev.tamis.common.contract.retrieval.WriteItems;
import dev.tamis.common.contract.retrieval.WriteItems.Write;
import dev.tamis.testkit.Caller;
import dev.tamis.testkit.Caller.Answer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// Changes a collection from model `old` to model `new`, as the gateway does it. The vectors of both models are
/// random, but always the same for a text.
record UpgradeSteps(Caller caller, String name) {

    static final int D = 8;
    static final String OLD = "old";
    static final String NEW = "new";

    String path() {
        return "/v1/collections/" + name;
    }

    String other() {
        return path() + "~other";
    }

    static DenseVector vector(String model, String text) {
        var random = new SplittableRandom((model + text).hashCode());
        float[] values = new float[D];
        for (int j = 0; j < D; j++) {
            values[j] = (float) random.nextGaussian();
        }
        return DenseVector.of(values);
    }

    static Item itemOf(String id, String text, Map<String, Object> attributes) {
        return new Item(id, Map.of("title", text), attributes, null);
    }

    /// @param model null to write without vectors
    static Write write(Item item, @Nullable String model) {
        return model == null
                ? new Write(item, null)
                : new Write(item.withVector(vector(model, item.text())), ContentHash.of(model, item.text()));
    }

    /// Writes items with vectors of a model.
    Answer write(String model, Item... items) {
        return caller.post(
                path() + "/items",
                new WriteItems(
                        List.of(items).stream().map(item -> write(item, model)).toList(), model));
    }

    Answer delete(String id) {
        return caller.post(path() + "/items:delete", Map.of("ids", List.of(id)));
    }

    Answer start() {
        return caller.post(path() + "/upgrade", new StartUpgrade(NEW, D));
    }

    Upgrade get() {
        return caller.get(path() + "/upgrade").as(Upgrade.class);
    }

    Upgrade copy(int limit) {
        return step("copy?limit=" + limit).as(Upgrade.class);
    }

    /// Asks for `copy`, `map`, `switch` or `rollback`.
    Answer step(String what) {
        return caller.post(path() + "/upgrade/" + what, "");
    }

    void copyAll() {
        Upgrade upgrade = get();
        while (upgrade.copied() < upgrade.items()) {
            upgrade = copy(10);
        }
    }

    List<Pending> pending(String path) {
        return caller.get(path + "/items:pending?limit=1000")
                .as(PendingItems.class)
                .items();
    }

    /// Gives the items of a space the vectors that they wait for.
    ///
    /// @return what was answered; null if none waited
    @Nullable
    Answer embed(String path, String model) {
        List<Made> made = pending(path).stream()
                .map(each -> new Made(each.id(), each.contentHash(), vector(model, each.text())))
                .toList();
        return made.isEmpty() ? null : caller.post(path + "/vectors", new SetVectors(made, model));
    }

    void awaitReady() {
        RunningService.await(() -> get().missing().isEmpty(), "the other space to be ready");
    }

    void toReady() {
        start();
        copyAll();
        embed(other(), NEW);
        awaitReady();
    }

    void toSwitched() {
        toReady();
        assertThat(step("switch").status()).isEqualTo(200);
    }

    /// What is stored in a space: text, attributes and vector by id.
    static Map<String, String> stored(JdbcTemplate jdbc, String name, String role) {
        var items = new TreeMap<String, String>();
        jdbc.query(
                """
                SELECT i.id, i.fields::text || ' ' || i.attributes AS content
                FROM item AS i JOIN collection AS c ON c.id = i.collection_id
                WHERE c.name = ? AND c.role = ? AND NOT i.deleted
                """,
                row -> {
                    items.put(row.getString("id"), row.getString("content"));
                },
                name,
                role);
        return items;
    }

    /// Checks that both spaces hold the same items, and are [sound][#assertSound].
    void assertConsistent(JdbcTemplate jdbc) {
        assertThat(jdbc.queryForList("""
                        WITH held AS (
                            SELECT c.role, i.id, i.fields::text || ' ' || i.attributes AS content
                            FROM item AS i JOIN collection AS c ON c.id = i.collection_id
                            WHERE c.name = ? AND NOT i.deleted)
                        SELECT id FROM (SELECT * FROM held WHERE role = 'LIVE') AS live
                        FULL JOIN (SELECT * FROM held WHERE role = 'OTHER') AS other USING (id)
                        WHERE live.content IS DISTINCT FROM other.content
                        """, String.class, name))
                .as("items that are not the same in both spaces")
                .isEmpty();
        assertSound(jdbc);
    }

    /// Checks that all vectors are those of their text and model, and that the counters are right.
    void assertSound(JdbcTemplate jdbc) {
        jdbc.query(
                """
                SELECT c.role, c.model, c.items, c.items_without_vector,
                    count(i.id) AS held, count(i.id) FILTER (WHERE i.vector IS NULL) AS waiting
                FROM collection AS c LEFT JOIN item AS i ON i.collection_id = c.id AND NOT i.deleted
                WHERE c.name = ? GROUP BY c.id
                """,
                row -> {
                    assertThat(List.of(row.getLong("items"), row.getLong("items_without_vector")))
                            .as("items and waiting of space %s", row.getString("role"))
                            .containsExactly(row.getLong("held"), row.getLong("waiting"));
                },
                name);
        jdbc.query(
                """
                SELECT c.model, i.id, i.fields ->> 'title' AS text, i.content_hash, i.vector::text AS vector
                FROM item AS i JOIN collection AS c ON c.id = i.collection_id WHERE c.name = ? AND NOT i.deleted
                """,
                row -> {
                    String model = row.getString("model");
                    String text = row.getString("text");
                    assertThat(row.getString("content_hash"))
                            .as("content hash of '%s' in the space of model '%s'", row.getString("id"), model)
                            .isEqualTo(ContentHash.of(model, text));
                    if (row.getString("vector") != null) {
                        assertThat(first(row.getString("vector")))
                                .as("vector of '%s' in the space of model '%s'", row.getString("id"), model)
                                .isEqualTo(half(vector(model, text).toArray()[0]));
                    }
                },
                name);
    }

    private static float first(String vector) {
        return half(Float.parseFloat(vector.substring(1, vector.indexOf(','))));
    }

    private static float half(float value) {
        return Float.float16ToFloat(Float.floatToFloat16(value));
    }
}
