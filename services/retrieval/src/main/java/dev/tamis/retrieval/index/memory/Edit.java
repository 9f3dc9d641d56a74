package dev.tamis.retrieval.index.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A batch of changes on its way from one snapshot to the next.
final class Edit {

    private final Snapshot before;
    /// Bits of the segments in which something died, by their number.
    private final Map<Integer, long[]> alive = new HashMap<>();
    private long[] tailAlive;
    private long[] tailFindable;
    private long withoutVector;

    Edit(Snapshot before) {
        this.before = before;
        this.tailAlive = before.tailAlive.clone();
        this.tailFindable = before.tailFindable.clone();
        this.withoutVector = before.withoutVector;
    }

    /// Takes an item out, if it is there.
    void remove(String id) {
        int row = before.tail.ordinalOf(id);
        if (row >= 0 && Bits.has(tailAlive, row)) {
            Bits.clear(tailAlive, row);
            Bits.clear(tailFindable, row);
            removed(before.tail, row);
            return;
        }
        for (int i = 0; i < before.sealed.size(); i++) {
            Sealed sealed = before.sealed.get(i);
            int ordinal = sealed.segment.ids().ordinalOf(id);
            if (ordinal >= 0 && Bits.has(alive.getOrDefault(i, sealed.alive()), ordinal)) {
                long[] bits = alive.computeIfAbsent(i, first -> sealed.alive().clone());
                Bits.clear(bits, ordinal);
                removed(sealed.segment, ordinal);
                return;
            }
        }
    }

    private void removed(Rows rows, int ordinal) {
        withoutVector -= rows.hasVector(ordinal) ? 0 : 1;
    }

    void append(VectorChange item) {
        int row = before.tail.append(item);
        if (row >>> 6 >= tailAlive.length) {
            tailAlive = Arrays.copyOf(tailAlive, Math.max(16, tailAlive.length * 2));
            tailFindable = Arrays.copyOf(tailFindable, tailAlive.length);
        }
        Bits.set(tailAlive, row);
        if (item.vector() == null) {
            withoutVector++;
        } else {
            Bits.set(tailFindable, row);
        }
    }

    Snapshot snapshot(long change) {
        List<Sealed> sealed = new ArrayList<>();
        for (int i = 0; i < before.sealed.size(); i++) {
            Sealed each = before.sealed.get(i);
            long[] bits = alive.get(i);
            sealed.add(bits == null ? each : Sealed.of(each.segment, bits));
        }
        return new Snapshot(sealed, before.tail, before.tail.count(), tailAlive, tailFindable, change, withoutVector);
    }
}
