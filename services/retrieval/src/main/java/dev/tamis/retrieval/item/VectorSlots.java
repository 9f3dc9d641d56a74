package dev.tamis.retrieval.item;

import dev.tamis.common.contract.DenseVector;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Vectors one behind the other in one array, as a statement takes many of them.
final class VectorSlots {

    private final int dimension;
    private final List<DenseVector> vectors = new ArrayList<>();

    VectorSlots(int dimension) {
        this.dimension = dimension;
    }

    /// @return where the vector begins, in vectors from 0; null if there is none
    @Nullable
    Integer add(@Nullable DenseVector vector) {
        if (vector == null) {
            return null;
        }
        vectors.add(vector);
        return vectors.size() - 1;
    }

    /// `[slots * dimension]` float4, sent in binary.
    Array array(Connection connection) throws SQLException {
        float[] all = new float[vectors.size() * dimension];
        for (int i = 0; i < vectors.size(); i++) {
            System.arraycopy(vectors.get(i).toArray(), 0, all, i * dimension, dimension);
        }
        return connection.unwrap(PGConnection.class).createArrayOf("float4", all);
    }
}
