package dev.tamis.embedding.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.embedding.tokenize.Tokens;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class QueryCacheTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final QueryCache cache = new QueryCache(10, meters);

    /// What was to be encoded, and is when it is completed here.
    private final List<CompletableFuture<DenseVector>> encoding = new ArrayList<>();

    @Test
    void aQueryThatIsKnownIsNotEncodedAgain() {
        var first = get("model", 1, 2);
        complete(0);
        complete(1);

        var second = get("model", 2, 3);

        assertThat(encoding).hasSize(3);
        assertThat(second.get(0)).isCompletedWithValue(first.get(1).join());
        assertThat(second.get(1)).isNotDone();
        assertThat(gets("hit")).isEqualTo(1);
        assertThat(gets("miss")).isEqualTo(3);
        assertThat(meters.get("embedding.cache.size").gauge().value()).isEqualTo(2);
    }

    @Test
    void aQueryAskedForTwiceAtTheSameTimeIsEncodedOnce() {
        var first = get("model", 7);
        var second = get("model", 7, 7);

        assertThat(encoding).hasSize(1);
        complete(0);

        assertThat(first.getFirst().join())
                .isEqualTo(second.get(0).join())
                .isEqualTo(second.get(1).join());
    }

    @Test
    void whoGivesUpWaitingTakesTheQueryFromNobodyElse() {
        var impatient = get("model", 7).getFirst();
        var patient = get("model", 7).getFirst();

        impatient.cancel(false);
        complete(0);

        assertThat(impatient).isCancelled();
        assertThat(patient).isCompleted();
    }

    @Test
    void anotherModelOrSizeHasVectorsOfItsOwn() {
        get("model", 7);
        get("other", 7);
        cache.get("model", "small", tokens(7), this::encode);

        assertThat(encoding).hasSize(3);
    }

    @Test
    void whatFailsIsToldToAllWhoWaitAndTriedAgainTheNextTime() {
        var first = get("model", 7).getFirst();
        var second = get("model", 7).getFirst();

        encoding.getFirst().completeExceptionally(new IllegalStateException("broken"));

        assertThat(first).isCompletedExceptionally();
        assertThatThrownBy(second::get).hasRootCauseMessage("broken");
        get("model", 7);
        assertThat(encoding).hasSize(2);
    }

    @Test
    void whatIsRefusedIsThrownAndForgotten() {
        assertThatThrownBy(() -> cache.get("model", "full", List.of(Tokens.of(7)), texts -> {
                    throw new CancellationException("refused");
                }))
                .isInstanceOf(CancellationException.class)
                .hasMessage("refused");

        get("model", 7);
        assertThat(encoding).hasSize(1);
    }

    @Test
    void noMoreIsKeptThanThereIsRoomForAndLongQueriesTakeMore() {
        for (int i = 0; i < 100; i++) {
            get("model", i);
            complete(i);
        }
        assertThat(meters.get("embedding.cache.size").gauge().value()).isEqualTo(10);

        cache.get("model", "full", List.of(Tokens.of(new long[5 * 256])), this::encode);
        complete(100);

        assertThat(meters.get("embedding.cache.size").gauge().value()).isLessThanOrEqualTo(10);
    }

    @Test
    void withoutRoomOnlyQueriesUnderwayAreShared() {
        var none = new QueryCache(0, new SimpleMeterRegistry());
        none.get("model", "full", List.of(Tokens.of(7)), this::encode);
        none.get("model", "full", List.of(Tokens.of(7)), this::encode);
        assertThat(encoding).hasSize(1);
        complete(0);

        none.get("model", "full", List.of(Tokens.of(7)), this::encode);

        assertThat(encoding).hasSize(2);
    }

    private List<CompletableFuture<DenseVector>> get(String model, long... queries) {
        return cache.get(model, "full", tokens(queries), this::encode);
    }

    private static List<Tokens> tokens(long... queries) {
        return LongStream.of(queries)
                .mapToObj(query -> Tokens.of(101, query, 102))
                .toList();
    }

    private List<CompletableFuture<DenseVector>> encode(List<Tokens> texts) {
        List<CompletableFuture<DenseVector>> begun = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            begun.add(new CompletableFuture<>());
        }
        encoding.addAll(begun);
        return begun;
    }

    private void complete(int index) {
        encoding.get(index).complete(DenseVector.of(index, 1));
    }

    private double gets(String result) {
        return meters.get("embedding.cache.gets")
                .tags("model", "model", "result", result)
                .counter()
                .count();
    }
}
