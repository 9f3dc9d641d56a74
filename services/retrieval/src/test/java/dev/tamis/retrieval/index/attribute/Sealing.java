package dev.tamis.retrieval.index.attribute;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

/// Seals items in memory, for tests.
final class Sealing {

    private Sealing() {}

    static SealedAttributes sealed(List<Map<String, Object>> items) {
        var builder = new SealedAttributes.Builder(items.size());
        for (int i = 0; i < items.size(); i++) {
            builder.add(i, items.get(i));
        }
        return SealedAttributes.map(section(builder), items.size());
    }

    static MemorySegment section(SealedAttributes.Builder builder) {
        MemorySegment section = Arena.ofAuto().allocate(builder.sizeInBytes(), 64);
        builder.writeTo(section);
        return section;
    }
}
