package dev.tamis.cli.model;

import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.Table;
import dev.tamis.common.contract.model.FittedModel;
import java.util.List;
import java.util.Locale;

/// Shows fitted models to a person.
final class ModelTable {

    private ModelTable() {}

    static void print(Console console, List<FittedModel> models) {
        if (models.isEmpty()) {
            console.out().println("There are no fitted models.");
            return;
        }
        var table = new Table("model", "kind", "collection", "state", "dimensions", "served", "why not");
        for (FittedModel each : models) {
            table.row(
                    each.id(),
                    name(each.kind()),
                    each.collection(),
                    name(each.state()),
                    each.dimensions() == null ? "" : each.dimensions().toString(),
                    each.served() ? "yes" : "no",
                    each.detail() == null ? "" : each.detail());
        }
        table.print(console);
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
