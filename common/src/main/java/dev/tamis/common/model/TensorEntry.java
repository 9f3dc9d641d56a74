package dev.tamis.common.model;

import java.util.ArrayList;
import java.util.List;

/// What the header of a file says of one tensor.
///
/// @param begin where its values begin, in bytes after the header
/// @param end where they end, exclusive
record TensorEntry(String name, ElementType type, List<Integer> shape, long begin, long end) {

    TensorEntry {
        shape = List.copyOf(shape);
    }

    /// Checks what a header says of a tensor.
    ///
    /// @throws ArtifactRefusedException if it cannot be read, or is not what its shape needs
    static TensorEntry of(String name, String dtype, List<Long> shape, List<Long> offsets) {
        ElementType type = type(name, dtype);
        if (offsets.size() != 2 || offsets.getFirst() > offsets.getLast()) {
            throw refused(name, "has data_offsets %s, not a begin and an end after it".formatted(offsets));
        }
        var sizes = new ArrayList<Integer>();
        long bytes = type.width();
        for (long size : shape) {
            if (size > Integer.MAX_VALUE || bytes * size > Integer.MAX_VALUE) {
                throw refused(name, "of shape %s is larger than 2 GiB".formatted(shape));
            }
            bytes *= size;
            sizes.add((int) size);
        }
        long begin = offsets.getFirst();
        long end = offsets.getLast();
        if (end - begin != bytes) {
            throw refused(
                    name,
                    "of type %s and shape %s takes %d bytes, its data_offsets %s span %d"
                            .formatted(type, shape, bytes, offsets, end - begin));
        }
        return new TensorEntry(name, type, sizes, begin, end);
    }

    private static ElementType type(String name, String dtype) {
        for (ElementType type : ElementType.values()) {
            if (type.name().equals(dtype)) {
                return type;
            }
        }
        throw refused(name, "has values of type '%s'; F32, F16 and BF16 are read".formatted(dtype));
    }

    private static ArtifactRefusedException refused(String name, String what) {
        return new ArtifactRefusedException("tensor '%s' %s".formatted(name, what));
    }

    /// The sizes of its shape.
    int[] sizes() {
        return shape.stream().mapToInt(Integer::intValue).toArray();
    }
}
