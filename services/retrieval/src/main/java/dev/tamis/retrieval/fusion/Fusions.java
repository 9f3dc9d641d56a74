package dev.tamis.retrieval.fusion;

import dev.tamis.common.contract.search.Evidence;
import dev.tamis.common.contract.search.Fusion;
import dev.tamis.common.contract.search.Fusion.Convex;
import dev.tamis.common.contract.search.Fusion.ReciprocalRank;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Merges two shortlists into one ranking.
public final class Fusions {

    private static final Comparator<Fused> BEST_FIRST =
            Comparator.comparingDouble(Fused::score).reversed().thenComparing(Fused::id);

    private Fusions() {}

    /// The best items of both lists, best first, equals by id.
    ///
    /// Reciprocal rank fusion looks at ranks only. The convex combination looks at all scores, so that an item
    /// counts the same whether one list held it or both.
    ///
    /// @param k how many to give at most
    public static List<Fused> fuse(Fusion fusion, Shortlists lists, int k) {
        Map<String, Evidence> dense = evidence(lists.dense(), lists.cosines());
        Map<String, Evidence> lexical = evidence(lists.lexical(), lists.bm25s());
        Score score = switch (fusion) {
            case ReciprocalRank rrf -> reciprocalRank(rrf.rankConstant());
            case Convex convex -> convex(convex.denseWeight(), dense, lexical);
        };
        var ids = new ArrayList<>(dense.keySet());
        lexical.keySet().stream().filter(id -> !dense.containsKey(id)).forEach(ids::add);
        return ids.stream()
                .map(id -> fused(id, dense.get(id), lexical.get(id), score))
                .sorted(BEST_FIRST)
                .limit(k)
                .toList();
    }

    private static Fused fused(String id, @Nullable Evidence dense, @Nullable Evidence lexical, Score score) {
        return new Fused(id, score.of(dense, lexical), dense, lexical);
    }

    private static Score reciprocalRank(double constant) {
        return (dense, lexical) -> reciprocal(constant, dense) + reciprocal(constant, lexical);
    }

    private static double reciprocal(double constant, @Nullable Evidence evidence) {
        return evidence == null || evidence.rank() == null ? 0 : 1 / (constant + evidence.rank());
    }

    private static Score convex(double weight, Map<String, Evidence> dense, Map<String, Evidence> lexical) {
        var cosines = Normalizer.ofCosines(dense.values());
        var bm25s = Normalizer.ofBm25s(lexical.values());
        return (cosine, bm25) -> weight * cosines.of(cosine) + (1 - weight) * bm25s.of(bm25);
    }

    /// What one way of searching says, by id: with a rank for what is on its list, without for what was scored after.
    private static Map<String, Evidence> evidence(List<Scored> list, Map<String, Double> completed) {
        var evidence = new HashMap<String, Evidence>();
        completed.forEach((id, score) -> evidence.put(id, new Evidence(score, null)));
        for (int i = 0; i < list.size(); i++) {
            evidence.put(list.get(i).id(), new Evidence(list.get(i).score(), i + 1));
        }
        return evidence;
    }

    /// The score of an item by what both ways say of it.
    private interface Score {
        double of(@Nullable Evidence dense, @Nullable Evidence lexical);
    }
}
