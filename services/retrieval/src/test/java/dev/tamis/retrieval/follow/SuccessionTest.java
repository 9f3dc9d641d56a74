package dev.tamis.retrieval.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.common.contract.collection.Language;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.testkit.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SuccessionTest {

    private static final CollectionRef BOOKS =
            new CollectionRef(7, "books", null, 2, Language.ENGLISH, IndexKind.MEMORY, Instant.ofEpochSecond(1));
    private static final Duration NEVER = Duration.ofHours(1);

    private final AtomicLong lastChange = new AtomicLong(3);
    private final AtomicLong wanted = new AtomicLong(1);
    private final List<HeldIndex> opened = new CopyOnWriteArrayList<>();
    private final Following following =
            new Following(new FollowProperties(NEVER, NEVER, Duration.ofSeconds(20)), new SimpleMeterRegistry());
    private final Followers<HeldIndex, Long> followers = new Followers<>(
            new FollowedKind<>(
                    "held",
                    (collection, change, limit) -> change < lastChange.get() ? List.of(change + 1) : List.of(),
                    collection -> {
                        opened.add(new HeldIndex(wanted.get()));
                        return opened.getLast();
                    },
                    1,
                    NEVER),
            following);

    @BeforeEach
    void followed() {
        followers.follow(BOOKS);
        Eventually.isTrue(() -> opened.size() == 1);
        opened.getFirst().release();
        followers.ready(BOOKS);
    }

    @AfterEach
    void close() {
        followers.close();
        following.close();
    }

    @Test
    void anIndexIsReplacedOnceAnotherHasCaughtUpAsFarAndDeletedThen() {
        HeldIndex second = begun(2);
        renew();
        assertThat(followers.readyNow(BOOKS)).isSameAs(opened.getFirst());

        second.release();
        Eventually.isTrue(() -> {
            renew();
            return followers.readyNow(BOOKS) == second;
        });

        assertThat(followers.visible(BOOKS)).isEqualTo(3);
        Eventually.isTrue(() -> opened.getFirst().deleted);
        assertThat(opened).hasSize(2);
    }

    @Test
    void whatSearchesHaveSeenIsNotTakenFromThem() {
        HeldIndex second = begun(2);
        second.release();
        Eventually.isTrue(() -> second.change() == 3);
        second.hold();
        lastChange.set(4);
        followers.wake(BOOKS.id(), 4);
        Eventually.isTrue(() -> followers.visible(BOOKS) == 4 && second.isHeld());

        renew();
        assertThat(followers.readyNow(BOOKS)).isSameAs(opened.getFirst());

        second.release();
        Eventually.isTrue(() -> {
            renew();
            return followers.readyNow(BOOKS) == second;
        });
        assertThat(followers.visible(BOOKS)).isEqualTo(4);
    }

    @Test
    void oneThatIsWantedNoMoreIsGivenUp() {
        HeldIndex second = begun(2);

        wanted.set(1);
        renew();

        Eventually.isTrue(() -> second.deleted);
        renew();
        assertThat(followers.readyNow(BOOKS)).isSameAs(opened.getFirst());
        assertThat(opened).hasSize(2);
    }

    @Test
    void whoWaitsForAChangeSeesItInTheOneThatTakesThePlace() {
        opened.getFirst().hold();
        lastChange.set(4);
        var seen = CompletableFuture.runAsync(() -> followers.awaitChange(BOOKS, 4));
        Eventually.isTrue(() -> opened.getFirst().isHeld());

        begun(2).release();
        Eventually.isTrue(() -> {
            renew();
            return seen.isDone();
        });

        seen.join();
        assertThat(followers.readyNow(BOOKS)).isSameAs(opened.getLast());
        assertThat(followers.visible(BOOKS)).isEqualTo(4);
    }

    /// Has an index of another version begun, which holds at its first change.
    private HeldIndex begun(long version) {
        wanted.set(version);
        renew();
        Eventually.isTrue(() -> opened.size() == 2);
        return opened.getLast();
    }

    private void renew() {
        followers.renew(index -> index.version == wanted.get());
    }

    /// Applies changes once it is released, or told of its end.
    private static final class HeldIndex implements Followed<Long> {

        final long version;
        volatile boolean deleted;
        private volatile CountDownLatch gate = new CountDownLatch(1);
        private volatile boolean held;
        private volatile long change;

        HeldIndex(long version) {
            this.version = version;
        }

        void hold() {
            gate = new CountDownLatch(1);
        }

        void release() {
            gate.countDown();
        }

        boolean isHeld() {
            return held && gate.getCount() > 0;
        }

        @Override
        public long change() {
            return change;
        }

        @Override
        public void apply(List<Long> changes) {
            if (!changes.isEmpty()) {
                held = true;
                try {
                    gate.await();
                } catch (InterruptedException interrupted) {
                    throw new AssertionError("followers are not interrupted", interrupted);
                }
                held = false;
                change = changes.getLast();
            }
        }

        @Override
        public void closeSoon() {
            release();
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
        public void close() {}

        @Override
        public void delete() {
            deleted = true;
        }
    }
}
