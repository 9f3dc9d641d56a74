package dev.tamis.training.fit;

import dev.tamis.training.data.ExactSearch;
import dev.tamis.training.data.JudgedSet;
import dev.tamis.training.data.Pair;
import dev.tamis.training.data.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A training set made ready: centred, divided into queries to fit on and queries to validate on, with the
/// nearest items of each by the teacher, which is the cosine of the centred vectors in full size.
///
/// Queries here are those of the set, followed by items that stand in for queries; a stand-in is a centred item
/// vector in the place of a centred query vector.
public final class Material {

    private static final int MOST_VALIDATED = 1_000;

    private final float[] itemMean;
    private final float[] queryMean;
    private final Rows items;
    private final Rows coded;
    private final Rows queries;
    private final int[] copies;
    private final int[] asked;
    private final int[] standIns;
    private final int[] validated;
    private final int[][] nearest;
    private final List<List<Pair>> pairs;

    private Material(JudgedSet set, @Nullable Rows coded, FitOptions options) {
        itemMean = set.items().mean();
        queryMean = set.queries().count() > 0 ? set.queries().mean() : itemMean;
        items = set.items().centred(itemMean);
        this.coded = coded == null ? items : coded;
        int real = set.queries().count();
        var random = new SplittableRandom(options.seed());
        int[] substitutes = shuffled(items.count(), random);
        substitutes = Arrays.copyOf(substitutes, Math.min(substitutes.length, options.standIns()));
        copies = IntStream.concat(IntStream.range(0, real).map(set::copy), IntStream.of(substitutes))
                .toArray();
        queries = joined(set.queries().centred(queryMean), items.select(substitutes));
        int[] order = real > 0
                ? shuffled(real, random)
                : IntStream.range(0, substitutes.length).toArray();
        int back = Math.min(MOST_VALIDATED, (int) Math.round(order.length * options.validationShare()));
        validated = Arrays.copyOf(order, back);
        int[] rest = Arrays.copyOfRange(order, back, order.length);
        asked = real > 0 ? rest : new int[0];
        standIns = real > 0 ? IntStream.range(real, queries.count()).toArray() : rest;
        nearest = ExactSearch.best(queries, items, options.depth(), query -> copies[query], options.threads());
        pairs = new ArrayList<>();
        for (int query = 0; query < queries.count(); query++) {
            pairs.add(new ArrayList<>());
        }
        for (Pair pair : set.pairs()) {
            pairs.get(pair.query()).add(pair);
        }
    }

    /// Cost: products of all queries and stand-ins with all items.
    public static Material of(JudgedSet set, FitOptions options) {
        return new Material(set, null, options);
    }

    /// Material whose items the student sees in another form than the teacher.
    ///
    /// @param coded the same items in the same order, centred, of norm 1
    public static Material of(JudgedSet set, Rows coded, FitOptions options) {
        if (coded.count() != set.items().count()) {
            throw new IllegalArgumentException("there are %d items, and %d in another form"
                    .formatted(set.items().count(), coded.count()));
        }
        return new Material(set, coded, options);
    }

    public float[] itemMean() {
        return itemMean;
    }

    public float[] queryMean() {
        return queryMean;
    }

    /// All items, centred, of norm 1.
    public Rows items() {
        return items;
    }

    /// All items as the student sees them.
    Rows coded() {
        return coded;
    }

    /// All queries and then the stand-ins, centred, of norm 1.
    public Rows queries() {
        return queries;
    }

    /// The item that is no answer to a query because it is the same text; -1 if there is none.
    int copy(int query) {
        return copies[query];
    }

    /// Queries of the set to fit on.
    int[] asked() {
        return asked;
    }

    int[] standIns() {
        return standIns;
    }

    int[] validated() {
        return validated;
    }

    /// The teacher's nearest items of a query, best first.
    int[] nearest(int query) {
        return nearest[query];
    }

    List<Pair> pairs(int query) {
        return pairs.get(query);
    }

    private static Rows joined(Rows first, Rows second) {
        float[] values = Arrays.copyOf(first.values(), first.values().length + second.values().length);
        System.arraycopy(second.values(), 0, values, first.values().length, second.values().length);
        return new Rows(values, second.dimension());
    }

    private static int[] shuffled(int n, SplittableRandom random) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }
}
