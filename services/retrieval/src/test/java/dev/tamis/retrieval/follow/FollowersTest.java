package dev.tamis.retrieval.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.common.contract.collection.Language;
import dev.tamis.retrieval.collection.CollectionRef;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FollowersTest {

    private static final CollectionRef BOOKS =
            new CollectionRef(7, "books", null, 2, Language.ENGLISH, IndexKind.MEMORY, Instant.ofEpochSecond(1));
    private static final Duration NEVER = Duration.ofHours(1);

    private final SlowIndex index = new SlowIndex();
    private final Following following =
            new Following(new FollowProperties(NEVER, NEVER, NEVER), new SimpleMeterRegistry());
    private final Followers<SlowIndex, Long> followers = new Followers<>(
            new FollowedKind<>("slow", (collection, change, limit) -> List.of(change + 1), at -> index, 10, NEVER),
            following);

    @Test
    void theEndIsAnnouncedToAnIndexThatIsBusy() throws InterruptedException {
        followers.follow(BOOKS);
        index.busy.await();

        followers.close();

        assertThat(index.closed.getCount()).isZero();
        following.close();
    }

    @Test
    void soItIsWhereACollectionIsLetGoOf() throws InterruptedException {
        followers.follow(BOOKS);
        index.busy.await();

        followers.discard(BOOKS);

        assertThat(index.closed.await(20, TimeUnit.SECONDS)).isTrue();
        followers.close();
        following.close();
    }

    /// Applies changes until it is told of its end.
    private static final class SlowIndex implements Followed<Long> {

        final CountDownLatch busy = new CountDownLatch(1);
        final CountDownLatch closed = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);

        @Override
        public long change() {
            return 0;
        }

        @Override
        public void apply(List<Long> changes) {
            busy.countDown();
            try {
                end.await();
            } catch (InterruptedException interrupted) {
                throw new AssertionError("followers are not interrupted", interrupted);
            }
        }

        @Override
        public void closeSoon() {
            end.countDown();
        }

        @Override
        public void publish() {}

        @Override
        public void commit() {}

        @Override
        public void clear() {}

        @Override
        public boolean isCorruption(Exception failure) {
            return false;
        }

        @Override
        public void close() {
            closed.countDown();
        }

        @Override
        public void delete() {}
    }
}
