package dev.tamis.retrieval.index.memory;

import dev.tamis.common.kernel.AsymmetricQuery;
import dev.tamis.common.kernel.Int8Query;
import dev.tamis.common.kernel.Normalization;

/// A query at norm 1 in the forms in which the stages of a search compare it.
final class QueryForm {

    final float[] unit;
    final Int8Query bytes;

    /// @param query of any norm but zero
    QueryForm(float[] query) {
        unit = query.clone();
        Normalization.normalize(unit);
        bytes = Int8Query.of(unit);
    }

    /// Centred and rotated as the codes of a space are.
    AsymmetricQuery in(Space space) {
        float[] centred = unit.clone();
        for (int j = 0; j < centred.length; j++) {
            centred[j] -= space.queryMean()[j];
        }
        float[] rotated = new float[centred.length];
        space.rotation().rotate(centred, 0, rotated);
        return AsymmetricQuery.of(rotated);
    }
}
