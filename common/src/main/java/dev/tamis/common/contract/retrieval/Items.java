package dev.tamis.common.contract.retrieval;

import dev.tamis.common.contract.item.Item;
import java.util.List;

/// Items of a collection that were asked for; those that it does not hold are left out.
public record Items(List<Item> items) {

    public Items {
        items = List.copyOf(items);
    }
}
