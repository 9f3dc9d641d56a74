package dev.tamis.gateway.client;

import dev.tamis.common.contract.collection.StartUpgrade;
import dev.tamis.common.contract.collection.Upgrade;
import dev.tamis.gateway.problem.GatewayRefusal.Answered;
import dev.tamis.support.problem.RefusedException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Has the retrieval service change collections to another model. Every method throws a [RefusedException] if the
/// service does not answer or answers a problem.
@Component
public class UpgradeClient {

    private static final String OTHER = "~other";

    private final UpgradeApi api;
    private final Guard guard;

    UpgradeClient(ClientProperties properties, Connections connections, Guards guards) {
        var retrieval = properties.retrieval();
        this.api = connections.proxy(UpgradeApi.class, retrieval.url(), retrieval.writeTimeout());
        this.guard = guards.guard("retrieval", "upgrade", retrieval.writeConcurrency(), retrieval.writeTimeout());
    }

    /// The name by which the retrieval service knows a collection's other vector space.
    public static String other(String collection) {
        return collection + OTHER;
    }

    /// Whether a name is that of another vector space, which only services use among themselves.
    public static boolean isOther(String name) {
        return name.endsWith(OTHER);
    }

    /// The collection to which another vector space belongs.
    public static String collectionOf(String other) {
        return other.substring(0, other.length() - OTHER.length());
    }

    /// The upgrade of a collection; empty if there is none.
    public Optional<Upgrade> find(String collection) {
        try {
            return Optional.of(get(collection));
        } catch (RefusedException refused) {
            if (Answered.with(refused, "unknown-upgrade")) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    public Upgrade get(String collection) {
        return guard.repeatable(() -> api.get(collection));
    }

    /// Begins to keep a collection's items in the vector space of another model too.
    public Upgrade start(String collection, String model, int dimension) {
        var request = new StartUpgrade(model, dimension);
        return guard.repeatable(() -> api.start(collection, request));
    }

    /// Copies some of the items that the other space lacks.
    ///
    /// @param limit how many at most
    public Upgrade copy(String collection, int limit) {
        return guard.repeatable(() -> api.copy(collection, limit));
    }

    /// Fits the map by which queries of the new model search the old one's vectors.
    public Upgrade map(String collection) {
        return guard.repeatable(() -> api.map(collection));
    }

    /// Has searches go over to the new model.
    ///
    /// @param waiting so many items may still wait for a vector
    public Upgrade switchOver(String collection, int waiting) {
        return guard.once(() -> api.switchOver(collection, waiting));
    }

    /// Has searches go back to the old model.
    ///
    /// @param waiting so many items may still wait for a vector
    public Upgrade rollBack(String collection, int waiting) {
        return guard.once(() -> api.rollBack(collection, waiting));
    }

    /// Drops the space that is not searched.
    public void delete(String collection) {
        guard.once(() -> {
            api.delete(collection);
            return true;
        });
    }
}
