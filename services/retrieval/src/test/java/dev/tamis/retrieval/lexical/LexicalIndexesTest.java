package dev.tamis.retrieval.lexical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.follow.IndexBehindException;
import dev.tamis.retrieval.follow.IndexFolder;
import dev.tamis.support.problem.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.MMapDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LexicalIndexesTest {

    private static final CollectionRef BOOKS = Fixtures.BOOKS;
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private final FakeFeed feed = new FakeFeed();
    private final List<LexicalIndexes> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(LexicalIndexes::close);
    }

    @Test
    void theFirstSearchSeesEverythingThatIsThere() {
        for (int i = 0; i < 25; i++) {
            feed.put("item" + i, "drill number " + i);
        }

        assertThat(open(NEVER).search(BOOKS, "drill", 100, null)).hasSize(25);
    }

    @Test
    void aNoticeOfAChangeMakesItVisibleWithoutWaitingForThePoll() {
        var indexes = open(NEVER);
        assertThat(found(indexes, "drill")).isEmpty();

        long change = feed.put("a", "cordless drill");
        indexes.wake(BOOKS.id(), change);

        until(() -> found(indexes, "drill").equals(List.of("a")));
    }

    @Test
    void changesOfOtherReplicasAreFoundByAsking() {
        var indexes = open(Duration.ofMillis(20));
        assertThat(found(indexes, "drill")).isEmpty();

        feed.put("a", "cordless drill");
        until(() -> found(indexes, "drill").equals(List.of("a")));
        feed.delete("a");
        until(() -> found(indexes, "drill").isEmpty());
    }

    @Test
    void whoAwaitsAChangeFindsIt() {
        var indexes = open(NEVER);
        indexes.awaitChange(BOOKS, 0);

        for (int i = 0; i < 20; i++) {
            indexes.awaitChange(BOOKS, feed.put("a", "edition " + i + "th"));
            assertThat(found(indexes, i + "th")).containsExactly("a");
        }
    }

    @Test
    void nobodyIsToldOfAChangeBeforeSearchesSeeIt() throws Exception {
        var indexes = open(NEVER);
        assertThat(found(indexes, "drill")).isEmpty();
        CountDownLatch held = feed.hold();
        long change = feed.put("a", "cordless drill");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<String>> waiting = threads.submit(() -> {
                indexes.awaitChange(BOOKS, change);
                return found(indexes, "drill");
            });
            try {
                feed.awaitQuestion();
                assertThat(waiting).isNotDone();
            } finally {
                held.countDown();
            }

            assertThat(waiting.get(20, TimeUnit.SECONDS)).containsExactly("a");
        }
    }

    @Test
    void awaitingAChangeThatIsInNoFeedEndsWithTheFeed() {
        feed.put("a", "drill");
        var indexes = open(NEVER);

        indexes.awaitChange(BOOKS, 1_000);

        assertThat(found(indexes, "drill")).containsExactly("a");
    }

    @Test
    void anOutageOfTheDatabaseLeavesWhatWasFoundAndEndsByItself() {
        feed.put("a", "cordless drill");
        var indexes = open(Duration.ofMillis(5));
        assertThat(found(indexes, "drill")).containsExactly("a");

        feed.away(true);
        until(() -> feed.failures() > 3);
        assertThat(found(indexes, "drill")).containsExactly("a");
        assertThatExceptionOfType(IndexBehindException.class)
                .isThrownBy(() -> indexes.awaitChange(BOOKS, 2))
                .withStackTraceContaining("the database is away")
                .satisfies(behind -> assertThat(behind.getBody().getDetail())
                        .contains("'books'")
                        .contains("cannot read its items at present"));

        feed.away(false);
        indexes.awaitChange(BOOKS, feed.put("b", "drill press"));
        assertThat(found(indexes, "drill")).containsExactly("a", "b");
    }

    @Test
    void aDatabaseThatIsAwayAtFirstIsFollowedOnceItIsThere() {
        feed.put("a", "cordless drill");
        feed.away(true);
        var indexes = open(Duration.ofMillis(5));
        assertThatThrownBy(() -> found(indexes, "drill")).isInstanceOf(IndexBehindException.class);

        feed.away(false);

        until(() -> {
            try {
                return found(indexes, "drill").equals(List.of("a"));
            } catch (IndexBehindException stillAway) {
                return false;
            }
        });
    }

    @Test
    void aSearchDoesNotWaitForEverForAnIndexThatIsBeingBuilt() {
        feed.put("a", "cordless drill");
        var indexes = open(NEVER, Duration.ZERO);

        assertThatExceptionOfType(IndexBehindException.class)
                .isThrownBy(() -> indexes.search(BOOKS, "drill", 10, null))
                .satisfies(behind -> {
                    assertThat(behind.getBody().getType()).hasToString("urn:tamis:problem:lexical-index-behind");
                    assertThat(behind.getStatusCode().value()).isEqualTo(503);
                    assertThat(behind.getHeaders().getFirst("Retry-After")).isEqualTo("2");
                });
    }

    @Test
    void aRestartGoesOnWhereTheIndexEnded() {
        for (int i = 0; i < 9; i++) {
            feed.put("item" + i, "drill");
        }
        try (var first = open(NEVER)) {
            assertThat(found(first, "drill")).hasSize(9);
        }
        int before = feed.asked().size();
        feed.put("late", "drill");
        feed.delete("item0");

        var second = open(NEVER);

        assertThat(found(second, "drill")).hasSize(9).contains("late").doesNotContain("item0");
        assertThat(feed.asked().subList(before, feed.asked().size()))
                .as("8: is the last change known; 9: what is new; 11: no more")
                .containsExactly(8L, 9L, 11L);
    }

    @Test
    void aCorruptIndexIsBuiltAnew() throws IOException {
        feed.put("a", "cordless drill");
        for (String damaged : List.of("segments_", "_", "write.lock")) {
            try (var first = open(NEVER)) {
                assertThat(found(first, "drill")).containsExactly("a");
            }
            damage(damaged);

            try (var second = open(NEVER)) {
                assertThat(found(second, "drill"))
                        .as("with damaged %s", damaged)
                        .containsExactly("a");
            }
        }
    }

    @Test
    void anIndexOfAnotherFormatIsBuiltAnew() throws IOException {
        feed.put("a", "cordless drill");
        try (var index = LexicalIndex.open(BOOKS, Fixtures.properties(directory))) {
            index.apply(feed.after(BOOKS, 0, 1));
            index.commit();
        }
        Path folder = folders().getFirst();
        try (var files = new MMapDirectory(folder);
                var writer = new IndexWriter(files, new IndexWriterConfig())) {
            writer.setLiveCommitData(Map.of("format", "0", "collection", IndexFolder.nameOf(BOOKS), "change", "1")
                    .entrySet());
        }

        assertThat(found(open(NEVER), "drill")).containsExactly("a");
        assertThat(feed.asked()).as("it is read from the beginning").endsWith(0L);
    }

    @Test
    void anIndexAheadOfARestoredDatabaseIsBuiltAnew() {
        feed.put("a", "cordless drill");
        feed.put("b", "drill press");
        try (var first = open(NEVER)) {
            assertThat(found(first, "drill")).hasSize(2);
        }
        feed.forget();
        feed.put("c", "hand drill");

        assertThat(found(open(NEVER), "drill")).containsExactly("c");
    }

    @Test
    void aCollectionOfTheSameIdInAnotherDatabaseHasAnIndexOfItsOwn() {
        feed.put("a", "cordless drill");
        try (var first = open(NEVER)) {
            assertThat(found(first, "drill")).containsExactly("a");
        }
        feed.forget();
        CollectionRef foreign = Fixtures.collection(BOOKS.id(), "2026-02-01T10:00:00Z");

        assertThat(open(NEVER).search(foreign, "drill", 10, null)).isEmpty();
        assertThat(folders()).hasSize(2);
    }

    @Test
    void aSecondProcessInTheSameDirectoryTakesACopyOfItsOwn() {
        feed.put("a", "cordless drill");
        var first = open(NEVER);
        var second = open(NEVER);

        assertThat(found(first, "drill")).containsExactly("a");
        assertThat(found(second, "drill")).containsExactly("a");
        assertThat(folders()).hasSize(2);
    }

    @Test
    void aDeletedCollectionLeavesNothing() {
        feed.put("a", "cordless drill");
        var indexes = open(NEVER);
        assertThat(found(indexes, "drill")).containsExactly("a");

        feed.gone();
        indexes.wake(BOOKS.id(), Long.MAX_VALUE);

        until(() -> folders().isEmpty());
        assertThatThrownBy(() -> found(indexes, "drill")).isInstanceOf(RefusedException.class);
        until(() -> folders().isEmpty());
    }

    @Test
    void aCollectionThatAnotherReplicaDeletedIsNoticed() {
        feed.put("a", "cordless drill");
        var indexes = open(Duration.ofMillis(5));
        assertThat(found(indexes, "drill")).containsExactly("a");

        feed.gone();

        until(() -> folders().isEmpty());
        assertThatThrownBy(() -> indexes.awaitChange(BOOKS, 9)).isInstanceOf(RefusedException.class);
    }

    @Test
    void searchesGoOnWhileTheIndexFollows() throws Exception {
        var indexes = open(Duration.ofMillis(20));
        indexes.awaitChange(BOOKS, feed.put("0", "drill"));
        var written = new CountDownLatch(1);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var searches = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 4; i++) {
                searches.add(threads.submit(() -> {
                    int last = 1;
                    while (written.getCount() > 0) {
                        int now = indexes.search(BOOKS, "drill", 1_000, null).size();
                        assertThat(now).as("no item that was found is lost").isGreaterThanOrEqualTo(last);
                        last = now;
                    }
                    return last;
                }));
            }
            try {
                for (int i = 1; i < 300; i++) {
                    long change = feed.put("" + i, "drill");
                    feed.put("" + i / 2, "drill bit");
                    indexes.wake(BOOKS.id(), change);
                }
                indexes.awaitChange(BOOKS, 599);
                assertThat(indexes.search(BOOKS, "drill", 1_000, null)).hasSize(300);
            } finally {
                written.countDown();
            }
            for (Future<Integer> search : searches) {
                assertThat(search.get(20, TimeUnit.SECONDS)).isBetween(1, 300);
            }
        }
    }

    @Test
    void nothingIsFollowedAfterTheEnd() {
        var indexes = open(NEVER);
        indexes.close();

        indexes.wake(BOOKS.id(), 1);
        assertThatThrownBy(() -> indexes.search(BOOKS, "drill", 10, null)).hasMessage("lexical search is closed");
    }

    private LexicalIndexes open(Duration poll) {
        return open(poll, LONG);
    }

    private LexicalIndexes open(Duration poll, Duration patience) {
        var indexes = new LexicalIndexes(feed, Fixtures.properties(directory), Fixtures.following(poll, patience));
        opened.add(indexes);
        return indexes;
    }

    private static List<String> found(LexicalIndexes indexes, String query) {
        return indexes.search(BOOKS, query, 100, null).stream()
                .map(LexicalHit::id)
                .sorted()
                .toList();
    }

    private List<Path> folders() {
        try (Stream<Path> folders = Files.list(directory)) {
            return folders.toList();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private void damage(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folders().getFirst())) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith(prefix)) {
                    Files.write(file, "damaged".getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
