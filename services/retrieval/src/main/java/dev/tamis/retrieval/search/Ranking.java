package dev.tamis.retrieval.search;

import dev.tamis.common.contract.search.Fusion;
import dev.tamis.retrieval.fusion.Fused;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What answers a question, before its text is fetched.
///
/// @param items best first
/// @param fusion how the lists were merged; null unless hybrid
/// @param dense how vectors were compared; null if they were not
record Ranking(
        List<Fused> items,
        @Nullable Fusion fusion,
        @Nullable String dense) {

    Ranking {
        items = List.copyOf(items);
    }
}
