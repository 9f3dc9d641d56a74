package dev.tamis.retrieval.model;

import dev.tamis.common.contract.model.FittedState;
import dev.tamis.common.model.ModelManifest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The rows of `model`.
@Repository
class ModelRows {

    private static final String SELECT = """
            SELECT model.id, model.collection_id, collection.name AS collection,
                collection.model AS collection_model, collection.dimension AS collection_dimension, model.state, model.reason,
                model.dimensions, model.manifest, model.created_at
            FROM retrieval.model JOIN retrieval.collection ON collection.id = model.collection_id
            """;

    private final JdbcTemplate jdbc;
    private final JsonMapper json;

    ModelRows(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Takes the next version of a name; others who want one wait until the transaction ends.
    int nextVersion(String name) {
        Integer version = jdbc.queryForObject("""
                INSERT INTO retrieval.model_name (name, last_version) VALUES (?, 1)
                ON CONFLICT (name) DO UPDATE SET last_version = model_name.last_version + 1
                RETURNING last_version
                """, Integer.class, name);
        if (version == null) {
            throw new IllegalStateException("no version was given to '" + name + "'");
        }
        return version;
    }

    /// Stores a candidate.
    ///
    /// @param manifest with its version
    void insert(long collectionId, ModelManifest manifest, byte[] weights) {
        jdbc.update(
                """
                INSERT INTO retrieval.model (name, version, kind, collection_id, manifest, weights)
                VALUES (?, ?, ?, ?, ?::jsonb, ?)
                """,
                manifest.name(),
                manifest.version(),
                manifest.kind().name(),
                collectionId,
                json.writeValueAsString(manifest),
                weights);
    }

    /// All models, the latest first.
    List<StoredModel> all() {
        return jdbc.query(SELECT + "ORDER BY model.id DESC", this::read);
    }

    Optional<StoredModel> find(String name, int version) {
        return jdbc.query(SELECT + "WHERE model.name = ? AND model.version = ?", this::read, name, version).stream()
                .findFirst();
    }

    Optional<StoredModel> find(long rowId) {
        return jdbc.query(SELECT + "WHERE model.id = ?", this::read, rowId).stream()
                .findFirst();
    }

    /// Those that are active.
    List<StoredModel> active() {
        return jdbc.query(SELECT + "WHERE model.state = 'ACTIVE'", this::read);
    }

    /// Its weights; empty if it is gone.
    Optional<byte[]> weights(long rowId) {
        return jdbc
                .query("SELECT weights FROM retrieval.model WHERE id = ?", (row, n) -> row.getBytes(1), rowId)
                .stream()
                .findFirst();
    }

    /// Lets nobody else activate or roll back a model of its collection until the transaction ends, and reads it
    /// again; empty if it is gone.
    Optional<StoredModel> lock(StoredModel model) {
        jdbc.query(
                "SELECT 1 FROM retrieval.collection WHERE id = ? FOR NO KEY UPDATE", row -> {}, model.collectionId());
        return find(model.rowId());
    }

    void setState(long rowId, FittedState state, @Nullable String reason) {
        jdbc.update("UPDATE retrieval.model SET state = ?, reason = ? WHERE id = ?", state.name(), reason, rowId);
    }

    /// @param dimensions of a projection, floats that are kept of each vector
    void setDimensions(long rowId, @Nullable Integer dimensions) {
        jdbc.update("UPDATE retrieval.model SET dimensions = ? WHERE id = ?", dimensions, rowId);
    }

    /// Retires the model of the same kind and collection that is active.
    void retireActive(StoredModel model) {
        jdbc.update("""
                UPDATE retrieval.model SET state = 'RETIRED'
                WHERE collection_id = ? AND kind = ? AND state = 'ACTIVE'
                """, model.collectionId(), model.kind().name());
    }

    /// Remembers that a model was activated.
    void addActivation(StoredModel model) {
        jdbc.update("INSERT INTO retrieval.model_activation (model_id) VALUES (?)", model.rowId());
    }

    /// The model of the same kind and collection that was active before, and was not refused since.
    Optional<StoredModel> activeBefore(StoredModel model) {
        return jdbc
                .query(
                        """
                        SELECT model.id
                        FROM retrieval.model JOIN retrieval.model_activation ON model_activation.model_id = model.id
                        WHERE collection_id = ? AND kind = ? AND model.id <> ? AND state <> 'REFUSED'
                        ORDER BY model_activation.id DESC LIMIT 1
                        """,
                        (row, n) -> row.getLong(1),
                        model.collectionId(),
                        model.kind().name(),
                        model.rowId())
                .stream()
                .findFirst()
                .flatMap(this::find);
    }

    /// Forgets the activations of a kind and collection after the last one of a model; of all where there is
    /// none.
    void forgetActivationsAfter(StoredModel model, Optional<StoredModel> last) {
        jdbc.update(
                """
                DELETE FROM retrieval.model_activation USING retrieval.model
                WHERE model.id = model_activation.model_id AND collection_id = ? AND kind = ?
                    AND model_activation.id > coalesce(
                        (SELECT max(id) FROM retrieval.model_activation WHERE model_id = ?), 0)
                """,
                model.collectionId(),
                model.kind().name(),
                last.map(StoredModel::rowId).orElse(0L));
    }

    /// Deletes a model.
    void delete(long rowId) {
        jdbc.update("DELETE FROM retrieval.model WHERE id = ?", rowId);
    }

    /// Tells all replicas at the commit that another model is active.
    void tell(String channel) {
        jdbc.query("SELECT pg_notify(?, '')", row -> {}, channel);
    }

    private StoredModel read(ResultSet row, int number) throws SQLException {
        return new StoredModel(
                row.getLong("id"),
                row.getLong("collection_id"),
                row.getString("collection"),
                row.getString("collection_model"),
                row.getInt("collection_dimension"),
                FittedState.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getObject("dimensions", Integer.class),
                json.readValue(row.getString("manifest"), ModelManifest.class),
                row.getTimestamp("created_at").toInstant());
    }
}
