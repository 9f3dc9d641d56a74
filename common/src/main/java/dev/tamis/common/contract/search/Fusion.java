package dev.tamis.common.contract.search;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// How the dense and the lexical list become one, for example `{"method": "rrf", "rankConstant": 10}`.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "method")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Fusion.ReciprocalRank.class, name = "rrf"),
    @JsonSubTypes.Type(value = Fusion.Convex.class, name = "convex")
})
public sealed interface Fusion {

    /// Reciprocal rank fusion: the sum of `1 / (rankConstant + rank)` over the lists that hold the item, ranks from 1
    /// (G. V. Cormack, C. L. A. Clarke, S. Buettcher, SIGIR 2009, whose `k` is `rankConstant`).
    ///
    /// @param rankConstant 1 to 1,000; the larger, the less the first ranks stand out
    record ReciprocalRank(double rankConstant) implements Fusion {
        public ReciprocalRank {
            if (!(rankConstant >= 1 && rankConstant <= 1_000)) {
                throw new IllegalArgumentException("rankConstant must be 1 to 1000, not " + rankConstant);
            }
        }
    }

    /// Convex combination: `denseWeight * dense + (1 - denseWeight) * lexical`, both scores normalised to 0..1 over the
    /// shortlist (S. Bruch, S. Gai, A. Ingber, *An Analysis of Fusion Functions for Hybrid Retrieval*, TOIS 2023).
    ///
    /// @param denseWeight 0 (lexical alone) to 1 (dense alone)
    record Convex(double denseWeight) implements Fusion {
        public Convex {
            if (!(denseWeight >= 0 && denseWeight <= 1)) {
                throw new IllegalArgumentException("denseWeight must be 0 to 1, not " + denseWeight);
            }
        }
    }
}
