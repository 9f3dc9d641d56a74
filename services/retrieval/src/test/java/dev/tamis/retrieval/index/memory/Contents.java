package dev.tamis.retrieval.index.memory;

import dev.tamis.common.contract.DenseVector;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything an index holds, read where searches find it.
public final class Contents {

    /// An item as an index holds it.
    ///
    /// @param vector in half precision; null if it has none
    public record Held(@Nullable DenseVector vector, Map<String, Object> attributes) {}

    private final Map<String, Held> items = new HashMap<>();

    private Contents() {}

    /// What searches see at present, by id.
    ///
    /// @throws AssertionError if an item is there twice, or cannot be found though it has a vector
    public static Map<String, Held> of(MemoryIndex index) {
        var contents = new Contents();
        Snapshot now = index.snapshot();
        for (Sealed sealed : now.sealed) {
            for (int ordinal = 0; ordinal < sealed.segment.ordinals(); ordinal++) {
                if (sealed.isAlive(ordinal)) {
                    contents.add(sealed.segment, ordinal);
                }
            }
        }
        for (int row = 0; row < now.tailCount; row++) {
            if (Bits.has(now.tailAlive, row)) {
                contents.add(now.tail, row);
                if (Bits.has(now.tailFindable, row) != now.tail.hasVector(row)) {
                    throw new AssertionError(now.tail.id(row) + " is found though it has no vector, or the reverse");
                }
            }
        }
        if (contents.items.size() != now.items) {
            throw new AssertionError("%d items, said to be %d".formatted(contents.items.size(), now.items));
        }
        return contents.items;
    }

    private void add(Rows rows, int ordinal) {
        DenseVector vector = rows.hasVector(ordinal) ? vector(rows.halves(ordinal)) : null;
        if (items.put(rows.id(ordinal), new Held(vector, rows.attributes(ordinal))) != null) {
            throw new AssertionError(rows.id(ordinal) + " is there twice");
        }
    }

    private static DenseVector vector(MemorySegment halves) {
        float[] values = new float[(int) (halves.byteSize() / Short.BYTES)];
        for (int j = 0; j < values.length; j++) {
            values[j] = Float.float16ToFloat(halves.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, j));
        }
        return DenseVector.of(values);
    }
}
