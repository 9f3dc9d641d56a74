package dev.tamis.retrieval.upgrade;

import dev.tamis.common.contract.collection.QueryMap;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row of `upgrade`, without the map itself.
///
/// @param newerId the space of the new model
/// @param copiedTo id of the last item that was copied; empty before the first
/// @param map null until it is fitted
record StoredUpgrade(
        long newerId, String copiedTo, @Nullable QueryMap map, Instant startedAt) {}
