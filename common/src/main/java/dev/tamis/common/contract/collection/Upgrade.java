package dev.tamis.common.contract.collection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A collection's change to another embedding model. Its items are kept in two vector spaces meanwhile: the live one,
/// which is searched, and the other one. What is written to the collection is written to both.
///
/// @param collection its name; services among themselves address its other space as `<name>~other`
/// @param liveModel embedding model of the vectors that are searched
/// @param otherModel the one of the others: the new one before the switch, the old one after it
/// @param items the collection holds
/// @param copied how many of them the other space holds
/// @param waiting how many of these wait for a vector there
/// @param queryMap absent until it is fitted
/// @param missing what the switch still waits for, or once it is made the way back: sentences, none if nothing
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Upgrade(
        String collection,
        UpgradeState state,
        String liveModel,
        String otherModel,
        long items,
        long copied,
        long waiting,
        @Nullable QueryMap queryMap,
        List<String> missing,
        Instant startedAt) {

    public Upgrade {
        missing = List.copyOf(missing);
    }
}
