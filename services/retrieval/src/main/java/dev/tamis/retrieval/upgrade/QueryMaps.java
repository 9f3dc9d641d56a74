package dev.tamis.retrieval.upgrade;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.problem.RetrievalRefusal.DimensionMismatch;
import dev.tamis.retrieval.problem.RetrievalRefusal.VectorOfAnotherModel;
import dev.tamis.retrieval.upgrade.UpgradeRows.MapVersion;
import dev.tamis.support.problem.RefusedException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Brings the vectors of queries into the space that is searched.
@Component
public class QueryMaps {

    /// At 4 bytes a weight, about as many megabytes.
    private static final int KEPT = 8;

    private final UpgradeRows rows;
    private final Map<MapVersion, LinearMap> maps = new ConcurrentHashMap<>();

    QueryMaps(UpgradeRows rows) {
        this.rows = rows;
    }

    /// The vector, if a collection's model made it; what it is mapped to, if that was the model the collection is
    /// changed to.
    ///
    /// @param model that made the vector; null if that is not to be checked
    /// @throws RefusedException if it was another model, or the map is for vectors of another dimension
    public DenseVector inSpaceOf(CollectionRef collection, @Nullable String model, DenseVector vector) {
        if (model == null || model.equals(collection.model())) {
            return vector;
        }
        LinearMap map = rows.mapInto(collection, model)
                .flatMap(this::loaded)
                .orElseThrow(() ->
                        new RefusedException(new VectorOfAnotherModel(collection.name(), collection.model(), model)));
        if (vector.dimension() != map.from()) {
            throw new RefusedException(new DimensionMismatch("#/vector", map.from(), vector.dimension()));
        }
        return DenseVector.of(map.map(vector.toArray()));
    }

    private Optional<LinearMap> loaded(MapVersion version) {
        LinearMap known = maps.get(version);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<LinearMap> read = rows.map(version);
        if (maps.size() >= KEPT) {
            maps.clear();
        }
        read.ifPresent(map -> maps.put(version, map));
        return read;
    }
}
