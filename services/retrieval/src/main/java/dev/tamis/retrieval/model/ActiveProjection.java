package dev.tamis.retrieval.model;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.kernel.Normalization;
import dev.tamis.common.model.Projection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A projection through which the vectors of a collection are to be compared.
///
/// @param model its id, `name@version`
/// @param mark tells what it makes from what any other projection makes; never 0
/// @param projection of the collection's dimension
/// @param dimensions floats that are kept of what it makes
public record ActiveProjection(String model, long mark, Projection projection, int dimensions) {

    static ActiveProjection of(StoredModel stored, Projection projection) {
        String name = stored.id() + " " + stored.manifest().weightsSha256();
        return new ActiveProjection(
                stored.id(),
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits(),
                projection,
                stored.dimensions() == null ? projection.dimension() : stored.dimensions());
    }

    /// Whether another one makes the same vectors.
    public boolean isAs(@Nullable ActiveProjection other) {
        return other != null && other.mark == mark && other.dimensions == dimensions;
    }

    /// A query at norm 1; empty if nothing is left of it, so that its cosine to anything is undefined.
    public Optional<float[]> query(DenseVector query) {
        return cut(projection.query(query.toArray()), 0);
    }

    /// The vectors of items at norm 1; empty for one of which nothing is left.
    public List<Optional<DenseVector>> items(List<DenseVector> items) {
        int n = items.size();
        float[] rows = new float[n * projection.inputDimension()];
        for (int i = 0; i < n; i++) {
            System.arraycopy(
                    items.get(i).toArray(), 0, rows, i * projection.inputDimension(), projection.inputDimension());
        }
        float[] projected = new float[n * projection.dimension()];
        projection.items(rows, n, projected);
        return IntStream.range(0, n)
                .mapToObj(i -> cut(projected, i * projection.dimension()).map(DenseVector::of))
                .toList();
    }

    private Optional<float[]> cut(float[] vectors, int from) {
        float[] vector = Arrays.copyOfRange(vectors, from, from + dimensions);
        Normalization.normalize(vector);
        return Normalization.norm(vector) == 0 ? Optional.empty() : Optional.of(vector);
    }
}
