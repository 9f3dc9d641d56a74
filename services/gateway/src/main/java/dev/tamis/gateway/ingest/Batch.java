package dev.tamis.gateway.ingest;

import dev.tamis.common.contract.item.Item;
import dev.tamis.gateway.ingest.LineParser.Good;
import dev.tamis.gateway.ingest.LineParser.Parsed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Lines of a bulk request that are answered together; the good ones are embedded and written together.
final class Batch {

    private final List<Parsed> lines = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private long bytes;

    void add(Parsed line) {
        lines.add(line);
        if (line instanceof Good good) {
            items.add(good.item());
            ids.add(good.item().id());
            bytes += good.bytes();
        }
    }

    /// All lines, in their order.
    List<Parsed> lines() {
        return lines;
    }

    /// The items of the good lines, in their order.
    List<Item> items() {
        return items;
    }

    Set<String> ids() {
        return ids;
    }

    /// Bytes of the good lines.
    long bytes() {
        return bytes;
    }
}
