package dev.tamis.common.kernel;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// How wide the vectors of every kernel are: as wide as the machine prefers, at most 512 bits.
///
/// The system property `tamis.kernel.bits` (128, 256 or 512) says otherwise, so that tests meet every width on
/// one machine. A width that the machine lacks gives the same results, only slowly.
final class Lanes {

    /// Bits of a full vector: 128, 256 or 512.
    static final int BITS = bits();

    static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, VectorShape.forBitSize(BITS));
    static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, VectorShape.forBitSize(BITS));
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, VectorShape.forBitSize(BITS));
    static final VectorSpecies<Short> SHORTS = VectorSpecies.of(short.class, VectorShape.forBitSize(BITS));
    static final VectorSpecies<Byte> BYTES = VectorSpecies.of(byte.class, VectorShape.forBitSize(BITS));

    /// As many lanes as `LONGS`, of half the size.
    static final VectorSpecies<Float> HALF_FLOATS = VectorSpecies.of(float.class, VectorShape.forBitSize(BITS / 2));

    /// As many lanes as `LONGS`, of half the size.
    static final VectorSpecies<Integer> HALF_INTS = VectorSpecies.of(int.class, VectorShape.forBitSize(BITS / 2));

    /// How many vectors a scan goes through in one call of its loop, a multiple of every block. C2 compiles a
    /// method as a whole once it is called some hundred times; until then long loops run as a stand-in, compiled
    /// from their middle, that is at times half as fast.
    static final int STRETCH = 4_096;

    private Lanes() {}

    private static int bits() {
        int preferred = LongVector.SPECIES_PREFERRED.vectorBitSize();
        int bits = Integer.getInteger("tamis.kernel.bits", Math.clamp(preferred, 128, 512));
        if (bits != 128 && bits != 256 && bits != 512) {
            throw new IllegalArgumentException("tamis.kernel.bits: expected 128, 256 or 512, got " + bits);
        }
        return bits;
    }
}
