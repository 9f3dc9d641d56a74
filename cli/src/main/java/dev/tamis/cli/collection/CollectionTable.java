package dev.tamis.cli.collection;

import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.Table;
import dev.tamis.common.contract.collection.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Shows collections to a person.
public final class CollectionTable {

    private CollectionTable() {}

    public static void print(Console console, List<Collection> collections) {
        if (collections.isEmpty()) {
            console.out().println("There are no collections; ./tamis import makes one.");
            return;
        }
        var table = new Table("collection", "items", "without vector", "index", "model");
        for (Collection each : collections) {
            table.row(
                    each.name(),
                    "%,d".formatted(each.items()),
                    "%,d".formatted(each.itemsWithoutVector()),
                    name(each.indexState()),
                    Objects.requireNonNullElse(each.model(), "none"));
        }
        table.print(console);
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
