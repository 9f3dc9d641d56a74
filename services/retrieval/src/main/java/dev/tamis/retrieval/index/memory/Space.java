package dev.tamis.retrieval.index.memory;

import dev.tamis.common.kernel.BinaryCodes;
import dev.tamis.common.kernel.RandomRotation;

/// The space in which the codes of a segment live: queries less the mean of queries, items less the centroid of their
/// list, both rotated, so that every dimension carries about as much and a sign tells as much as it can.
final class Space {

    /// The same for all: rotations of one dimension are interchangeable.
    private static final long SEED = 0x7a3170;

    private final float[] queryMean;
    private final RandomRotation rotation;

    Space(float[] queryMean) {
        this.queryMean = queryMean;
        this.rotation = new RandomRotation(queryMean.length, SEED);
    }

    int dimension() {
        return queryMean.length;
    }

    /// 64-bit words of a code.
    int words() {
        return BinaryCodes.words(queryMean.length);
    }

    float[] queryMean() {
        return queryMean;
    }

    RandomRotation rotation() {
        return rotation;
    }
}
